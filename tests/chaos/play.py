"""One seed from its first event to a quiet evening, and what the oracles say."""

import dataclasses
import shutil
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error, TimeoutError

from . import oracles
from .mutations import Mutations
from .office import Office
from .phone import ChaosPhone
from .scenario import draw

DRAIN_S = 75
SETTLED = ("hold", "waits", "quarantined")


@dataclass
class Outcome:
    """What came of a seed.

    Attributes
    ----------
    problems
        What no oracle may say; empty when all is well.
    faults
        How often each fault happened.
    """

    seed: int
    events: list
    problems: list = field(default_factory=list)
    faults: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    mutations: int = 0
    seconds: float = 0

    def __str__(self):
        lines = [f"Seed {self.seed}: {len(self.problems)} problems"]
        lines += [f"  {place:>3} {event}" for place, event in enumerate(self.events)]
        lines += [f"  ! {problem}" for problem in self.problems]
        lines.append(f"  again: ./fieldcrm bench chaos --seeds 1 --first {self.seed}")
        return "\n".join(lines)


def play(world, browser, seed, folder):
    """Run a seed; the world stands again at its end, whatever happened.

    :param browser: something whose `browser_type` starts a Chromium
    :param folder: where the phone's disk is, for this seed alone
    """
    outcome = Outcome(seed, draw(seed))
    started = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    run = Run(world, browser, seed, folder, outcome)
    try:
        run.begin()
        for place, event in enumerate(outcome.events):
            run.place = place
            run.step(**event)
        run.place = "the end"
        run.quiesce()
        oracles.check(run)
    except (AssertionError, Error, TimeoutError, RuntimeError) as error:
        outcome.problems.append(f"at {run.place}: {type(error).__name__}: {error}")
        run.look()
    finally:
        run.end()
        outcome.seconds = time.monotonic() - started
        shutil.rmtree(folder, ignore_errors=True)
    return outcome


class Run:
    """A rep, a phone, an office, and the events that happen to them."""

    def __init__(self, world, browser, seed, folder, outcome):
        self.world = world
        self.browser = browser
        self.folder = folder
        self.outcome = outcome
        self.seed = seed
        self.phone = None
        self.place = "the beginning"
        self.is_revoked = False
        self.has_backup = False
        self.has_lost_photos = False
        self.happened = Counter()

    def begin(self):
        self.log_size = self.world.log_size()
        self.world.proxy.calm()
        self.world.proxy.happened.clear()
        self.office = Office.furnished(self.world, self.seed)
        self.phone = ChaosPhone(
            self.browser,
            dataclasses.replace(self.world.settings, database=self.world.database),
            self.world.proxy.url,
            self.folder,
            self.office.account,
        )
        self.phone.sign_in_here()
        self.mutations = Mutations(self.office, self.phone)

        return dataclasses.replace(self.world.settings, database=self.world.database)

    def end(self):
        """Leave the world as the next seed needs it."""
        self.outcome.faults.update(self.world.proxy.happened)
        self.outcome.faults.update(self.happened)
        self.world.proxy.calm()
        if self.phone:
            self.outcome.mutations = len(self.phone.ticked)
            self.outcome.problems += [f"page: {one}" for one in self.phone.errors]
            if not self.phone.is_dead:
                self.phone.close()
            self.office.commit()
        if self.world.child.poll() is not None:
            self.world.start()

    def look(self):
        """Keep what is on the screen of a phone that failed."""
        if self.phone and not self.phone.is_dead:
            folder = self.world.settings.screenshots
            with suppress(Error):
                self.phone.page.screenshot(path=folder / f"chaos-{self.seed}.png")

    # --- events -----------------------------------------------------------------------

    def step(self, do, **values):
        """One event. After a phone was revoked nothing can be done with it."""
        if self.is_revoked and do not in ("office", "fault"):
            return
        if do not in ("save", "sync", "office", "fault", "online", "tab", "close_tab"):
            self.happened[do] += 1
        getattr(self, f"_{do}")(**values)

    def _save(self, type, target, value, photos, tab):
        page = self.phone.tab(tab)
        if not self._is_ready(page):
            return
        drawn = self.mutations.draw(type, target, value, page)
        if drawn:
            self.phone.record(*drawn, photos, page, self.mutations.about)

    def _is_ready(self, page):
        return self.phone.env("env.session.state.stage", page) == "ready"

    def _sync(self, wait=True):
        if self._is_ready(self.phone.page):
            self.phone.synchronise(wait)

    def _office(self, what, target, value):
        self.office.act(what, target, value)

    def _fault(self, kind, path, times):
        self.world.proxy.spoil(kind, path, times)

    def _offline(self):
        self.phone.set_offline()

    def _online(self):
        self.phone.set_offline(False)

    def _server_kill(self, after_ms):
        self.phone.page.wait_for_timeout(after_ms)
        self.world.kill()
        self.office.transaction = None
        self.world.start()

    def _browser_kill(self):
        self.phone.kill()
        self.phone.reopen()

    def _burst(self, after_ms, saves):
        page = self.phone.page
        if not self._is_ready(page):
            return
        drawn = [
            self.mutations.draw(one["type"], one["target"], one["value"], page)
            for one in saves
        ]
        self.phone.begin_burst([one for one in drawn if one])
        page.wait_for_timeout(after_ms)
        self.phone.kill()
        self.phone.reopen()

    def _backup(self):
        self.office.commit()
        self.world.backup()
        self.has_backup = True

    def _restore(self):
        if self.has_backup:
            self.office.commit()
            self.world.restore()
            self.has_backup = False
            # Somebody is quicker than the phone, and gets the number that it knows.
            self.office.act("found", 0, self.seed)

    def _sign_out(self, session):
        """The key is taken back; with the session the rep has to sign in again."""
        self.office.drop_keys()
        if session:
            self.phone.context.clear_cookies()

    def _quota(self, kilobytes):
        self.phone.set_quota(kilobytes)

    def _room(self):
        self.phone.set_quota(None)

    def _open_transaction(self, value):
        self.office.commit()
        self.office.open_transaction(value)

    def _commit(self):
        self.office.commit()

    def _tab(self):
        if len(self.phone.context.pages) < 2:
            self.phone.add_tab()

    def _close_tab(self):
        self.phone.close_tab()

    def _race(self, saves):
        """Both tabs save and synchronise at the same moment."""
        for number, save in enumerate(saves):
            page = self.phone.tab(number)
            if self._is_ready(page):
                drawn = self.mutations.draw(
                    save["type"], save["target"], save["value"], page
                )
                if drawn:
                    self.phone.record(*drawn, save["photos"], page)
                    self.phone.ask("(field.sync(), true)", page=page)

    def _clock(self, days):
        self.phone.set_clock(days)

    def _lose(self):
        self.office.lose()

    def _gain(self):
        self.office.gain()

    def _empty(self):
        """The journal has what was done, but no photos that were not sent."""
        self.has_lost_photos = True
        # Whoever has to sign in anew needs a network.
        self.phone.set_offline(False)
        self.phone.empty_databases()
        self.phone.start()
        self._sign_in_if_needed()

    def _revoke(self):
        self.office.revoke()
        self.is_revoked = True

    # --- the evening ------------------------------------------------------------------

    def _sign_in_if_needed(self):
        """As a rep does who reads that the app is signed out."""
        self.phone.page.wait_for_function(
            "() => document.querySelector('nav, button, a')", timeout=20_000
        )
        deadline = time.monotonic() + 12
        while time.monotonic() < deadline:
            stage = self.phone.env("env.session.state.stage")
            if stage == "ready" and self.phone.status()["signedIn"]:
                return
            if stage == "ended":
                return
            if stage == "replaced":
                # What this page says is to be opened anew.
                self.phone.start()
                continue
            if stage == "welcome" or (stage == "ready" and not self._is_signed_in()):
                break
            self.phone.page.wait_for_timeout(200)
        self.phone.sign_in_here()

    def _is_signed_in(self):
        return self.phone.status()["signedIn"]

    def quiesce(self):
        """A good network, room, the right time, and some patience."""
        phone = self.phone
        self.office.commit()
        self.world.proxy.calm()
        phone.set_offline(False)
        if self.is_revoked:
            self._wait_for_end()
            return
        phone.set_quota(None)
        if self.happened["clock"]:
            phone.set_clock(0)
        while len(phone.context.pages) > 1:
            phone.close_tab()
        deadline = time.monotonic() + DRAIN_S
        calm = 0
        while time.monotonic() < deadline:
            if not self._is_ready(phone.page) or not self._is_signed_in():
                self._sign_in_if_needed()
            phone.synchronise()
            calm = calm + 1 if self._is_drained() else 0
            if calm == 2:
                return
            phone.page.wait_for_timeout(150)
        raise AssertionError(
            f"(6) the queue does not drain: {phone.status()}, "
            f"{phone.env('[...env.field.phone.outbox.entries.values()]')}"
        )

    def _is_drained(self):
        phone = self.phone
        status = phone.status()
        if not status["online"] or status["waiting"]:
            return False
        states = phone.env(
            "[...env.field.phone.outbox.entries.values()].map(({state}) => state)"
        )
        return not status["photos"] and all(state in SETTLED for state in states)

    def _wait_for_end(self):
        """A revoked phone sends what it has once more, and holds nothing after that."""
        self.world.proxy.spoil(("drop_before", "drop_after")[self.seed % 2], "push")
        self.phone.page.evaluate("window.dispatchEvent(new Event('online'))")
        deadline = time.monotonic() + DRAIN_S
        while time.monotonic() < deadline:
            if self.phone.env("env.session.state.stage") == "ended":
                names = self.phone.page.evaluate(
                    "indexedDB.databases().then((all) => all.map(({name}) => name))"
                )
                if names == ["field-seat"]:
                    return
            self.phone.page.wait_for_timeout(200)
        raise AssertionError("the revoked phone still holds something")

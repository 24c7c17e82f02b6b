"""A rep's phone that is treated badly: killed, emptied, signed out, out of time."""

import os
import signal
from pathlib import Path

from e2e.rep_phone import _ENV, RepPhone
from playwright.sync_api import Error

NOISE = ("Failed to load resource", "net::ERR", "service worker", "ServiceWorker")
# The clock of the page is wrong by what the phone's own storage says.
_CLOCK = """(() => {
    if (!location.protocol.startsWith("http")) {
        return;
    }
    const skew = Number(localStorage.getItem("chaos-clock") || 0);
    if (!skew) {
        return;
    }
    const Right = Date;
    globalThis.Date = class extends Right {
        constructor(...given) {
            super(...(given.length ? given : [Right.now() + skew]));
        }
        static now() {
            return Right.now() + skew;
        }
    };
})()"""
_SAVE = """await (async ([kind, args, base, photos]) => {
    const blobs = [];
    for (let number = 0; number < photos; number++) {
        const canvas = new OffscreenCanvas(48, 48);
        const context = canvas.getContext("2d");
        const noise = context.createImageData(48, 48);
        crypto.getRandomValues(noise.data);
        context.putImageData(noise, 0, 0);
        blobs.push(await canvas.convertToBlob({type: "image/png"}));
    }
    try {
        return await field.save(kind, args, {base, blobs});
    } catch (error) {
        if (error.name !== "NotSaved") {
            throw error;
        }
        return {notSaved: String(error.cause)};
    }
})(argument)"""
_BURST = """(() => {
    const begun = argument.map(async ([label, kind, args, base]) => {
        const {uuid} = await field.save(kind, args, {base});
        chaosTick(label, uuid);
    });
    Promise.allSettled(begun);
    return begun.length;
})()"""
# What lies on the disk, read past everything that the app has in memory.
_DISK = """await (async () => {
    const {database, vault} = field.phone;
    const names = ["meta", "outbox", "acked", "alert", "blob", "chunk"];
    const disk = await database.read(names, (stores) => new Promise((resolve) => {
        const found = {};
        for (const name of names) {
            stores[name].getAll().onsuccess = ({target}) => {
                found[name] = target.result;
                if (Object.keys(found).length === names.length) {
                    resolve(found);
                }
            };
        }
    }));
    const meta = {};
    for (const {key, value} of disk.meta) {
        meta[key] = await vault.open(value);
    }
    const tables = {};
    for (const {table, chunk} of disk.chunk) {
        const {columns, values, count} = await vault.open(chunk);
        tables[table] ??= {};
        const ids = values[columns.indexOf("id")];
        for (let i = 0; i < count; i++) {
            tables[table][ids[i]] = Object.fromEntries(
                columns.map((name, c) => [name, values[c][i] ?? null]));
        }
    }
    const memory = {};
    for (const [name, table] of field.phone.holdings.tables) {
        memory[name] = [...table.ids()].sort((one, other) => one - other);
    }
    return {
        device: field.phone.device,
        lists: meta.lists?.hash,
        outbox: disk.outbox, acked: disk.acked, alert: disk.alert,
        photos: disk.blob.map(({owner, sha, sent, size}) => [owner, sha, sent, size]),
        tables, memory,
        queue: [...field.phone.outbox.entries.keys()].sort((a, b) => a - b),
    };
})()"""


class ChaosPhone(RepPhone):
    """A RepPhone that notes what got its first tick.

    Attributes
    ----------
    ticked : dict
        By uuid: what was saved, once the page said that it is on the disk.
    """

    def __init__(self, browser, settings, url, folder, account):
        self.account = account
        self.ticked = {}
        self.burst = {}
        self.is_dead = True
        super().__init__(browser, settings, url, folder, None)

    def open(self, **options):
        super().open(**options)
        self.context.add_init_script(_CLOCK)
        self.context.expose_binding("chaosTick", self._hear_tick)
        self.context.on("console", self._hear_console)
        self.is_dead = False

    def _hear_tick(self, _source, label, uuid):
        self.ticked[uuid] = self.burst[label]

    def _hear_console(self, message):
        if message.type == "error" and not any(one in message.text for one in NOISE):
            self.errors.append(f"console: {message.text}")

    # --- pages ----------------------------------------------------------------------

    def sign_in_by_cookie(self):
        """As Odoo's sign-in page does, which is not what is tried here."""
        answer = self.context.request.post(
            f"{self.url}/web/session/authenticate",
            data={
                "jsonrpc": "2.0",
                "params": {
                    "db": self.settings.database,
                    "login": self.account.login,
                    "password": self.account.password,
                },
            },
        )
        assert answer.json().get("result", {}).get("uid"), answer.text()[:300]

    def sign_in_here(self):
        self.sign_in_by_cookie()
        self.page.goto("/field?signed=1")
        self.expect_ready()
        self.expect_kept()

    def tab(self, number):
        """A page that is open: another tab's, if there is one."""
        pages = self.context.pages
        return pages[number % len(pages)]

    def add_tab(self):
        page = self.context.new_page()
        page.goto("/field")
        self.expect_ready(page)

    def close_tab(self):
        """Close the first one: the lock passes on."""
        if len(self.context.pages) > 1:
            self.context.pages[0].close()
            self.page = self.context.pages[0]

    def reopen(self):
        """Start the browser on what its disk holds, and open the app."""
        self.open()
        self.start()
        self.expect_ready()

    def kill(self):
        """SIGKILL to the browser with all its processes."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            mine = f"--user-data-dir={self.folder}"
            if mine in words and not any(one.startswith("--type=") for one in words):
                os.killpg(os.getpgid(int(folder.name)), signal.SIGKILL)
        self.is_dead = True
        try:
            self.context.close()
        except Error:
            # It is dead already, which is what was wanted.
            return

    # --- the app ---------------------------------------------------------------------

    def record(self, kind, args, base, photos=0, page=None, about=None):
        """Save as a screen does; gives the uuid, ``None`` if it said "not saved"."""
        answer = self.ask(_SAVE, [kind, args, base, photos], page)
        if "notSaved" in answer:
            return None
        self.ticked[answer["uuid"]] = {"type": kind, "args": args, "about": about}
        return answer["uuid"]

    def begin_burst(self, saves):
        """Begin several saves without waiting; their ticks are heard as they come."""
        for label, (kind, args, _base) in enumerate(saves):
            self.burst[label] = {"type": kind, "args": args}
        self.ask(_BURST, [[label, *save] for label, save in enumerate(saves)])

    def set_clock(self, days):
        milliseconds = days * 24 * 3600 * 1000
        self.page.evaluate(f"localStorage.setItem('chaos-clock', {milliseconds})")
        for page in self.context.pages:
            page.reload()
            self.expect_ready(page)

    def set_quota(self, kilobytes):
        """Leave the address so much more room than it takes; None: all it wants."""
        session = self.context.new_cdp_session(self.page)
        origin = {"origin": self.url}
        if kilobytes is not None:
            usage = session.send("Storage.getUsageAndQuota", origin)["usage"]
            origin["quotaSize"] = usage + kilobytes * 1024
        session.send("Storage.overrideQuotaForOrigin", origin)
        session.detach()

    def empty_databases(self):
        """What Odoo's "clear cache" does to the whole address."""
        self.page.evaluate("""async () => {
            for (const {name} of await indexedDB.databases()) {
                indexedDB.deleteDatabase(name);
            }
        }""")
        self.page.goto("about:blank")

    def synchronise(self, wait=True):
        """Ask for a synchronisation; without waiting, it goes on by itself."""
        code = "await field.sync()" if wait else "(field.sync(), true)"
        return self.ask(code)

    def disk(self, page=None):
        return self.ask(_DISK, page=page)

    def env(self, code, page=None):
        """What an expression of the app gives, even before it is ready."""
        return (page or self.page).evaluate(
            f"() => {{ const env = {_ENV}; return {code} }}"
        )

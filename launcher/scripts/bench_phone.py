"""Run by the environment's Python: what the app takes in a browser.

`FIELDCRM_SCRIPT`: {"url", "login", "password", "chromium", "options", "profile",
"answer"}.
"""

import gzip
import json
import os
import statistics
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

PATIENCE = 180_000
OPENINGS, SAVES = 5, 100
# What a rep types: names, a town, a number, a star.
TYPED = ["ferme du", "garage", "saint-", "dup*rt", "02 99", "transports le", "zzzz"]
FIELD = "[...odoo.loader.modules.get('@odoo/owl').App.apps][0].env.field"
TABS = "nav.f-tabs"  # they are shown once there is something to work with
SEARCH = f"""(texts) => texts.map((text) => {{
    const start = performance.now();
    {FIELD}.partners.find({{text, kind: "client"}});
    return performance.now() - start;
}})"""
SAVE = f"""async (count) => {{
    const field = {FIELD};
    const {{rows}} = field.partners.find({{kind: "client", limit: count}});
    const times = [];
    for (let i = 0; i < count; i++) {{
        const start = performance.now();
        await field.save("VC", {{
            partner: rows[i % rows.length].key,
            comment: "Vu, rien à signaler",
            answers: [],
        }});
        times.push(performance.now() - start);
    }}
    return times;
}}"""


def bundle_kb(url):
    """Kilobytes, compressed, of all that the phone keeps to open the app."""
    with urllib.request.urlopen(f"{url}/field/sw.js") as answer:
        code = answer.read()
    shell = json.loads(code.split(b"=", 1)[1].split(b";\n", 1)[0])
    size = len(gzip.compress(code))
    for address in shell["assets"]:
        with urllib.request.urlopen(url + address) as answer:
            data = answer.read()
        is_picture = address.endswith(".png")
        size += len(data) if is_picture else len(gzip.compress(data, 6))
    return round(size / 1000, 1)


class Browser:
    """A browser whose disk outlives it."""

    def __init__(self, playwright, chromium, options, profile, url):
        self.playwright = playwright
        self.chromium, self.options = chromium, options
        self.profile, self.url = profile, url

    def open(self, **options):
        context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=self.chromium,
            args=self.options,
            base_url=self.url,
            locale="fr-FR",
            viewport={"width": 360, "height": 740},
            **options,
        )
        context.set_default_timeout(PATIENCE)
        return context

    def load(self, login, password):
        """Seconds from signing in to the first screen, whole base included."""
        context = self.open()
        page = context.pages[0]
        page.goto("/web/login?redirect=/field%3Fsigned%3D1")
        page.fill("#login", login)
        page.fill("#password", password)
        started = time.perf_counter()
        page.click("button[type=submit]")
        page.locator(TABS).wait_for()
        spent = time.perf_counter() - started
        page.wait_for_function("navigator.serviceWorker.controller")
        held = page.evaluate(f"{FIELD}.partners.find({{}}).total")
        context.close()
        return {"browser_load_s": round(spent, 2), "held": held}

    def open_cold(self):
        """Seconds until the first screen, browser just started, no network."""
        context = self.open(offline=True)
        page = context.pages[0]
        started = time.perf_counter()
        page.goto("/field")
        page.locator(TABS).wait_for()
        spent = time.perf_counter() - started
        context.close()
        return spent

    def work(self):
        """Milliseconds of a key typed into the search, and of a visit saved."""
        context = self.open(offline=True)
        page = context.pages[0]
        page.goto("/field")
        page.locator(TABS).wait_for()
        keys = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
        first, *times = page.evaluate(SEARCH, [keys[0], *keys])
        saves = page.evaluate(SAVE, SAVES)
        context.close()
        return {
            "search_first_ms": round(first, 1),
            "search_ms": round(max(times), 1),
            "search_median_ms": round(statistics.median(times), 1),
            "save_p95_ms": round(statistics.quantiles(saves, n=20)[-1], 1),
            "save_median_ms": round(statistics.median(saves), 1),
        }


def measure(url, login, password, chromium, options, profile):
    with sync_playwright() as playwright:
        browser = Browser(playwright, chromium, options, profile, url)
        found = {"bundle_kb": bundle_kb(url), **browser.load(login, password)}
        openings = [browser.open_cold() for _number in range(OPENINGS)]
        found["open_s"] = round(statistics.median(openings), 2)
        return {**found, **browser.work()}


def run(answer, **arguments):
    Path(answer).write_text(json.dumps(measure(**arguments)))


if __name__ == "__main__":
    run(**json.loads(os.environ["FIELDCRM_SCRIPT"]))

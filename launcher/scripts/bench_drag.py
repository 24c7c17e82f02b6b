"""Run by the environment's Python: stops dragged on the planner's screen.

`FIELDCRM_SCRIPT`: {"url", "login", "password", "plan", "drags", "chromium",
"options", "answer"}.
"""

import json
import os
import random
import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

PATIENCE = 60_000
SEED = 1
# The first ones pay for what Odoo and the browser do once.
WARM = 5
# From letting go to the picture that has the stop in its new line.
WATCH = """([stop, row]) => {
    window.dragged = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`${stop} did not come to ${row}`)), 20000);
        const wanted = `[data-drop="${row}"] [data-stop="${stop}"]`;
        window.addEventListener("pointerup", () => {
            const begun = performance.now();
            const look = () => document.querySelector(wanted)
                ? resolve(performance.now() - begun)
                : requestAnimationFrame(look);
            requestAnimationFrame(look);
        }, {capture: true, once: true});
    });
}"""
LINES = """() => [...document.querySelectorAll("[data-drop]")]
    .filter((line) => line.dataset.drop.includes("|"))
    .map((line) => [line.dataset.drop,
        [...line.querySelectorAll("[data-stop]")].map((stop) => stop.dataset.stop)])"""
SERVED = """() => performance.getEntriesByType("resource")
    .filter(({name}) => name.includes("/move_stop"))
    .map(({requestStart, responseStart}) => responseStart - requestStart)"""


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, stop, own, other):
    """Milliseconds until the screen has a stop in another line; it is put back then."""
    page.evaluate(WATCH, [stop, other])
    taken = page.locator(f'.o_field_planner_timeline [data-stop="{stop}"]')
    # Both are on the screen then, and neither behind the hours.
    taken.evaluate("(stop) => stop.scrollIntoView({block: 'center'})")
    page.mouse.move(*middle(taken))
    page.mouse.down()
    page.mouse.move(*middle(page.locator(f'[data-drop="{other}"]')), steps=4)
    page.mouse.up()
    milliseconds = page.evaluate("() => window.dragged")
    page.locator(".o_undo").click()
    page.locator(f'[data-drop="{own}"] [data-stop="{stop}"]').wait_for()
    return milliseconds


def choose(page, chance):
    """A stop, its line, and the one beside it."""
    lines = page.evaluate(LINES)
    place = chance.choice([place for place, (_row, stops) in enumerate(lines) if stops])
    row, stops = lines[place]
    other = place + 1 if place + 1 < len(lines) else place - 1
    return chance.choice(stops), row, lines[other][0]


def measure(url, login, password, plan, drags, chromium, options):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(
            base_url=url, locale="fr-FR", viewport={"width": 1440, "height": 900}
        )
        page.set_default_timeout(PATIENCE)
        page.goto("/web/login")
        page.fill("#login", login)
        page.fill("#password", password)
        page.click("button[type=submit]")
        page.wait_for_selector(".o_main_navbar")
        page.goto(f"/odoo/field.tour.plan/{plan}")
        page.locator("button[name=action_open_planner]:visible").click()
        page.wait_for_selector(".o_field_planner_timeline [data-stop]")
        page.evaluate("performance.setResourceTimingBufferSize(10_000)")
        chance = random.Random(SEED)
        times = [drag(page, *choose(page, chance)) for _drag in range(WARM + drags)]
        served = page.evaluate(SERVED)
        shown = page.locator(".o_field_planner_row").count()
        browser.close()
    times, served = times[WARM:], served[WARM:]
    return {
        "rows_shown": shown,
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "server_ms": round(statistics.median(served), 1),
    }


def run(answer, **arguments):
    Path(answer).write_text(json.dumps(measure(**arguments)))


if __name__ == "__main__":
    run(**json.loads(os.environ["FIELDCRM_SCRIPT"]))

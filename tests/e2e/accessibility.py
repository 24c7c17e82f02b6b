"""What axe-core finds wrong with a page: WCAG 2.1, levels A and AA."""

import os
from pathlib import Path

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUN = """(tags) => axe.run(document, {runOnly: {type: "tag", values: tags}}).then(
    ({violations}) => violations.flatMap(({id, help, nodes}) =>
        nodes.map((node) => `${id}: ${help}\\n    ${node.html.slice(0, 200)}\\n    `
            + node.any.map((check) => check.message).join("; ")))
)"""
# Wider than its place, which a rep would have to push sideways.
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll(
    ".f-screen, .f-main, .f-head, .f-foot, .f-tray, .f-sheet, .f-sheet-body"
)].filter((box) => box.scrollWidth > box.clientWidth + 1)
  .map((box) => `${box.className}: ${box.scrollWidth} > ${box.clientWidth}`)"""


def obstacles(page, name):
    """What keeps somebody from using what is on the screen, as texts.

    Something that has to be pushed sideways is an obstacle, too.

    :param name: of the screen
    """
    page.wait_for_function(
        "document.getAnimations().every((one) => one.playState !== 'running')"
    )
    page.evaluate(_axe())
    found = page.evaluate(RUN, RULES) + page.evaluate(TOO_WIDE)
    return [f"{name}: {one}" for one in found]


def _axe():
    try:
        folder = Path(os.environ["FIELDCRM_NODE_MODULES"])
    except KeyError as missing:
        raise RuntimeError(
            f"{missing} is not set: run these tests by `./fieldcrm test e2e`."
        ) from missing
    return (folder / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

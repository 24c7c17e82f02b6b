"""What `./fieldcrm test SELECTION` means."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import LauncherError

# In the order in which they are reported.
KINDS = ("engine", "launcher", "repo", "odoo", "lifecycle", "e2e")


@dataclass
class Selection:
    """Which kinds of test run, and which part of each.

    `paths` are pytest's arguments by kind; `tags` is Odoo's `--test-tags` and
    `addons` what it is installed with (both empty: all).
    """

    kinds: tuple = KINDS
    paths: dict = field(default_factory=dict)
    tags: str = ""
    addons: tuple = ()

    @property
    def needs_browser(self):
        return bool({"odoo", "e2e"}.intersection(self.kinds))

    @property
    def needs_odoo(self):
        return self.needs_browser or "lifecycle" in self.kinds


def parse(words, root, addon_names):
    """Read the words of a selection.

    :param words: kinds, add-ons, Odoo test tags, or paths of test files
    :raise LauncherError: for a word that selects nothing
    """
    if not words:
        return Selection()
    kinds, paths, tags, addons = set(), {}, [], set()
    for word in words:
        path = Path(word.partition("::")[0])
        absolute = path if path.is_absolute() else root / path
        parts = _inside(absolute, root)
        if word in KINDS:
            kinds.add(word)
        elif word in addon_names:
            kinds.add("odoo")
            tags.append(f"/{word}")
            addons.add(word)
        elif absolute.exists() and parts[:1] == ("tests",) and parts[1:2]:
            if parts[1] not in KINDS:
                raise LauncherError(f"{word} belongs to no kind of test.")
            kinds.add(parts[1])
            paths.setdefault(parts[1], []).append(word)
        elif absolute.is_file() and parts[:1] == ("addons",):
            kinds.add("odoo")
            tags.append("/" + "/".join(parts[1:]))
            addons.add(parts[1])
        elif found := re.match(r"[+*\w]*/(\w+)", word):
            if found[1] not in addon_names:
                raise LauncherError(f"{word}: there is no add-on {found[1]}.")
            kinds.add("odoo")
            tags.append(word)
            addons.add(found[1])
        elif re.match(r":\w+", word):
            kinds.add("odoo")
            tags.append(word)
            addons.update(addon_names)
        else:
            raise LauncherError(
                f"{word!r} selects no test. Name a kind ({', '.join(KINDS)}), an "
                f"add-on ({', '.join(addon_names)}), Odoo test tags such as "
                "/field_crm:TestVisit, or the path of a test file."
            )
    if "odoo" in words:
        # The whole kind was asked for as well.
        tags, addons = [], set()
    return Selection(
        tuple(kind for kind in KINDS if kind in kinds),
        paths,
        ",".join(tags),
        tuple(sorted(addons)),
    )


def _inside(path, root):
    try:
        return path.resolve().relative_to(root).parts
    except ValueError:
        return ()

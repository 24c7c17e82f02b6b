"""Every linter: its command, what it needs, how it mends."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import LauncherError


@dataclass(frozen=True)
class Tree:
    """The tree to check: settings at its top, add-ons in `addons/`."""

    root: Path

    @property
    def addons(self):
        """Paths of the add-ons, relative to the root."""
        found = sorted(self.root.glob("addons/*/__manifest__.py"))
        return [path.parent.relative_to(self.root) for path in found]

    def files(self, *patterns):
        """Files of the add-ons that match a pattern, relative to the root."""
        return [
            path.relative_to(self.root)
            for addon in self.addons
            for pattern in patterns
            for path in sorted((self.root / addon).glob(pattern))
            if "lib" not in path.parts
        ]


@dataclass(frozen=True)
class Tools:
    """Where the linters' programs are: the Python to use, and npm's by name."""

    python: Path
    node: Callable


@dataclass(frozen=True)
class Linter:
    """A linter: `check` and `mend` make a command out of a Tree and Tools."""

    name: str
    check: Callable
    mend: Callable | None = None
    needs_node: bool = False


OCA_MODULE_DISABLED = ",".join(
    [
        # Rules of OCA's own repositories.
        "prefer-readme-rst",
        "weblate-component-too-long",
        # prettier writes the header and breaks the lines between attributes.
        "xml-header-wrong",
        "xml-tag-position",
        # A number written as text is a number to Odoo; a boolean would not be.
        "xml-field-numeric-without-eval",
    ]
)
# Odoo's own export decides how a catalogue is laid out.
OCA_PO_DISABLED = "po-pretty-format"


def _python(*arguments):
    return lambda tree, tools: [tools.python, "-m", *arguments]


def _pylint(tree, tools):
    return [tools.python, "-m", "pylint", "--rcfile=.pylintrc", *tree.addons]


def _oca_module(tree, tools):
    program = tools.python.with_name("oca-checks-odoo-module")
    return [program, f"--disable={OCA_MODULE_DISABLED}", *tree.addons]


def _oca_po(tree, tools):
    program = tools.python.with_name("oca-checks-po")
    return [program, f"--disable={OCA_PO_DISABLED}", *tree.files("i18n/*.po*")]


def _eslint(tree, tools):
    scripts = [*tree.files("**/*.js"), *sorted(tree.root.glob("*.config.cjs"))]
    return [tools.node("eslint"), "--max-warnings=0", *scripts]


def _prettier(mode):
    def command(tree, tools):
        files = tree.files("**/*.js", "**/*.xml", "**/*.scss", "**/*.css")
        for pattern in ("*.config.cjs", "*.yml", "package.json"):
            files += sorted(tree.root.glob(pattern))
        return [tools.node("prettier"), "--log-level=warn", mode, *files]

    return command


LINTERS = [
    Linter(
        "ruff",
        _python("ruff", "check", "."),
        mend=_python("ruff", "check", "--fix", "."),
    ),
    Linter(
        "ruff-format",
        _python("ruff", "format", "--diff", "."),
        mend=_python("ruff", "format", "."),
    ),
    Linter("pylint-odoo", _pylint),
    Linter("oca-module", _oca_module),
    Linter("oca-po", _oca_po),
    Linter(
        "upgrade-code",
        # It looks at every add-on on the path, Odoo's own too: only ours are named so.
        _python(
            "odoo",
            "upgrade_code",
            "--from=17.0",
            "--dry-run",
            "--addons-path=addons",
            "--glob=field_crm*/**/*",
        ),
    ),
    Linter("eslint", _eslint, needs_node=True),
    Linter(
        "prettier", _prettier("--check"), mend=_prettier("--write"), needs_node=True
    ),
]
NAMES = [linter.name for linter in LINTERS]


def by_name(name):
    """The linter of that name.

    :raise LauncherError: there is none
    """
    for linter in LINTERS:
        if linter.name == name:
            return linter
    raise LauncherError(f"No linter {name!r}; there are: {', '.join(NAMES)}.")


def run(context, linter, tree, node):
    """Check a tree with one linter.

    :return: a StepResult, or None when the machine lacks what the linter needs
    """
    if linter.needs_node and not node.installed:
        context.console.warn(f"{linter.name}: left out")
        return None
    return _execute(context, linter.check, tree, node, linter.name)


def fix(context, linter, tree, node):
    """Let a linter that can do so rewrite the tree."""
    if linter.mend and (node.installed or not linter.needs_node):
        _execute(context, linter.mend, tree, node, f"{linter.name} --fix", show=False)


def _execute(context, make, tree, node, title, show=True):
    command = make(tree, Tools(context.python, node.program))
    environment = node.environment()
    return context.run_step(title, command, cwd=tree.root, env=environment, show=show)

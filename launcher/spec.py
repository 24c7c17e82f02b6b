"""Say which lines of docs/requirements.md the tests prove.

A test proves a line by naming it in its docstring (`S3-41`, `S3-20…S3-26`), a
JavaScript test in a comment.
"""

import ast
import re
from collections import defaultdict

REQUIREMENT = re.compile(r"^(?:[-*] +)?\**(S[0-4]-\d+)\**[ :.]+(.*)$")
RANGE = re.compile(r"(S[0-4])-(\d+)(?:\s*(?:…|\.{2,3}|–)\s*(?:(S[0-4])-)?(\d+))?")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
WIDTH = 100


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument(
        "--proved", action="store_true", help="list the proved lines and their tests"
    )


def run(context, args):
    """Print lines proved / lines for each manual; 1 when a test names no line."""
    say = context.console.write
    requirements = read_requirements(context.root / "docs" / "requirements.md")
    proofs = read_proofs(context.root)
    unproved = [key for key in requirements if key not in proofs]
    if args.proved:
        for key in (key for key in requirements if key in proofs):
            say(f"{key}  {', '.join(sorted(proofs[key]))}")
        say()
    if unproved:
        say("Lines that no test names:")
        for key in unproved:
            say(f"  {key:<7} {requirements[key][:WIDTH]}")
        say()
    unknown = {key: tests for key, tests in proofs.items() if key not in requirements}
    for key, tests in sorted(unknown.items()):
        say(f"  ! {key} is no line of docs/requirements.md: {', '.join(sorted(tests))}")
    for manual, keys in by_manual(requirements).items():
        proved = sum(key in proofs for key in keys)
        say(f"{manual}  {proved:>3} / {len(keys)}")
    total = len(requirements)
    say(f"all {total - len(unproved):>3} / {total}")
    return 1 if unknown else 0


def read_requirements(path):
    """The numbered lines of the checklist: {"S3-41": its text}."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        match = REQUIREMENT.match(line)
        if match:
            found.setdefault(match[1], match[2])
    return found


def read_proofs(root):
    """Which tests name which line: {"S3-41": {"test_visit.py::test_date"}}."""
    proofs = defaultdict(set)
    python = [
        *(root / "tests").rglob("test_*.py"),
        *(root / "addons").glob("*/tests/**/test_*.py"),
    ]
    for path in sorted(python):
        for name, docstring in python_docstrings(path.read_text("utf-8")):
            for key in named_lines(docstring):
                proofs[key].add(f"{path.name}::{name}")
    for path in sorted((root / "addons").glob("*/static/tests/**/*.js")):
        for comment in COMMENT.findall(path.read_text("utf-8")):
            for key in named_lines(comment):
                proofs[key].add(path.name)
    return proofs


def python_docstrings(source):
    """(name, docstring) of every test function and test class."""
    for node in ast.walk(ast.parse(source)):
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if named and node.name.lower().startswith("test"):
            yield node.name, ast.get_docstring(node) or ""


def named_lines(text):
    """The lines that a text names, ranges spelled out."""
    for manual, first, end_manual, last in RANGE.findall(text):
        width = len(first)
        end = int(last) if last and end_manual in ("", manual) else int(first)
        for number in range(int(first), end + 1):
            yield f"{manual}-{number:0{width}d}"


def by_manual(requirements):
    groups = defaultdict(list)
    for key in requirements:
        groups[key.partition("-")[0]].append(key)
    return dict(sorted(groups.items()))

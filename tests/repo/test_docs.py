"""What the documents tell a reader to do works: commands, options, files, links."""

import re
import shlex
import sys
from pathlib import Path

import pytest
from repository import ROOT, files_of_the_tree, run

from launcher.cli import build_parser

DOCUMENTS = sorted(path for path in files_of_the_tree() if path.suffix == ".md")
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)
# Cheap and harmless: these are run as the reader would.
RUN_HERE = {"--help", "spec", "doctor"}


def identify(path):
    return str(path.relative_to(ROOT))


def shell_blocks(path):
    """Text of each block marked `sh`, its indentation removed."""
    for indent, language, text in BLOCK.findall(path.read_text()):
        if language == "sh":
            yield re.sub(rf"^{indent}", "", text, flags=re.M)


def commands(path):
    """Each command of the document's shell blocks as a list of words."""
    for block in shell_blocks(path):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words:
                yield words


def launcher_commands():
    """What the documents call `./fieldcrm` with, in blocks and in running text."""
    found = set()
    for path in DOCUMENTS:
        found |= {tuple(w[1:]) for w in commands(path) if w[0] == "./fieldcrm"}
        inline = re.findall(r"`\./fieldcrm ([^`]+)`", path.read_text())
        found |= {tuple(shlex.split(words)) for words in inline}
    return sorted(found)


@pytest.mark.parametrize("path", DOCUMENTS, ids=identify)
def test_links_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text(), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _hash, anchor = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        assert aim.exists(), target
        if anchor:
            assert anchor in anchors(aim), target


def anchors(path):
    """The anchors of a document's headings, as repository hosts make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.M)
    plain = (re.sub(r"[^\w\- ]", "", heading).lower() for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", DOCUMENTS, ids=identify)
def test_shell_blocks_parse(path):
    for block in shell_blocks(path):
        answer = run("bash", "-n", input=block)
        assert answer.returncode == 0, answer.stderr


def test_the_documents_name_the_launcher():
    assert launcher_commands()


@pytest.mark.parametrize("words", launcher_commands(), ids=" ".join)
def test_the_launcher_takes_its_commands(words):
    # Words in capitals or angle brackets stand for what the reader puts there.
    if words[0] == "--help":
        return
    try:
        build_parser().parse_args(list(words))
    except SystemExit as stop:
        pytest.fail(f"./fieldcrm {' '.join(words)}: exit code {stop.code}")


@pytest.mark.parametrize("word", sorted(RUN_HERE))
def test_cheap_commands_run(word):
    answer = run(sys.executable, ROOT / "fieldcrm", word)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.strip()


@pytest.mark.parametrize("path", DOCUMENTS, ids=identify)
def test_container_commands_name_services(path, compose):
    takes_service = {"exec", "run", "logs", "stop", "restart", "start", "cp", "build"}
    for words in commands(path):
        if words[:2] != ["docker", "compose"]:
            continue
        verb = next((word for word in words[2:] if word in takes_service), None)
        if verb in (None, "build"):
            continue
        rest = {word.partition(":")[0] for word in words[words.index(verb) + 1 :]}
        assert rest & set(compose["services"]), " ".join(words)


@pytest.mark.parametrize("path", DOCUMENTS, ids=identify)
def test_named_files_are_in_the_tree(path):
    """Paths in back-quotes that look like ours exist."""
    folders = "addons|docker|docs|launcher|requirements|tests"
    for name in re.findall(rf"`((?:{folders})/[\w./-]+)`", path.read_text()):
        if re.search(r"\b[A-Z]+\b", Path(name).stem):
            continue  # a word in capitals stands for the reader's own
        assert (ROOT / name).exists(), name


def test_the_settings_of_a_server_are_those_of_the_containers(compose):
    """/etc/field_crm.env uses no variable that the containers do not know."""
    text = (ROOT / "docs/operators/production.md").read_text()
    listed = re.findall(r"^ +([A-Z_]+)=", text, re.M)
    known = {
        *compose["services"]["odoo"]["environment"],
        *compose["services"]["deploy"]["environment"],
        "PYTHONPATH",
    }
    assert len(listed) > 5
    assert set(listed) <= known

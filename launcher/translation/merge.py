"""Bring one add-on's fr.po in line with what Odoo has just exported.

Runs in the environment, which has polib; `catalogue.py` starts it as a program:

    merge.py EXPORTED TEMPLATE FRENCH [--odoo FILE …] [--terms FILE …]

Its answer is JSON on the last line.
"""

import argparse
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

import polib

METADATA = {
    "Project-Id-Version": "Odoo Server 19.0",
    "Report-Msgid-Bugs-To": "",
    "Last-Translator": "",
    "Language-Team": "",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}


@dataclass
class Report:
    """What became of the terms.

    `proposed` are [term, Odoo's French], `replaced` [term, French before, now].
    """

    terms: int = 0
    new: list = field(default_factory=list)
    proposed: list = field(default_factory=list)
    obsolete: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    replaced: list = field(default_factory=list)


def merge(exported, french, odoo=None, given=None):
    """The catalogue that French must have now, and a Report.

    A translation is, in this order: the one given, the one that is there, that of a
    term which differed in its spaces only, the one that Odoo has for the same term.

    :param exported: the template as a polib.POFile
    :param french: the French catalogue so far
    :param odoo: {term: French} of the modules that ours stand on
    :param given: {term: French} that replaces what is there
    """
    odoo, given = odoo or {}, given or {}
    given = {squeezed(term): text for term, text in given.items()}
    known = {e.msgid: e.msgstr for e in french if usable(e)}
    respaced = {squeezed(term): text for term, text in known.items()}
    report = Report(terms=len(exported))
    merged = polib.POFile()
    merged.header = exported.header
    merged.metadata = {**METADATA, **french.metadata}
    for entry in exported:
        term = entry.msgid
        text = (
            given.get(squeezed(term)) or known.get(term) or respaced.get(squeezed(term))
        )
        if term not in known:
            report.new.append(term)
        elif text != known[term]:
            report.replaced.append([term, known[term], text])
        if not text and term in odoo:
            text = odoo[term]
            report.proposed.append([term, text])
        if not text:
            report.missing.append([term, place(entry)])
        merged.append(
            polib.POEntry(
                msgid=term,
                msgstr=with_breaks_of(term, text or ""),
                comment=entry.comment,
                occurrences=entry.occurrences,
                flags=entry.flags,
            )
        )
    terms = {entry.msgid for entry in exported}
    report.obsolete = [e.msgid for e in french if e.msgid not in terms]
    return merged, report


def usable(entry):
    """Whether Odoo would show this entry's translation."""
    return bool(entry.msgstr and not entry.obsolete and not entry.fuzzy)


def squeezed(term):
    """A term without its spaces: views are laid out anew now and then."""
    return re.sub(r"\s", "", term)


def with_breaks_of(term, text):
    """The translation, with a line break where the term begins or ends with one.

    Tools for translators refuse a catalogue in which the two differ.
    """
    if text and term.startswith("\n") and not text.startswith("\n"):
        text = "\n" + text
    if text and term.endswith("\n") and not text.endswith("\n"):
        text += "\n"
    return text


def place(entry):
    return entry.occurrences[0][0] if entry.occurrences else ""


def read_table(path):
    """A table of terms, one a line: English, a tab, French; `\\n` is a line break.

    :raise ValueError: for a line without a tab, naming it
    """
    found = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        term, tab, text = line.partition("\t")
        if not (tab and term.strip() and text.strip()):
            raise ValueError(f"{path}, line {number}: no term, tab and French term")
        found[term.replace("\\n", "\n")] = text.replace("\\n", "\n")
    return found


def read_foreign(paths):
    """{term: French} of Odoo's own catalogues; the first one counts."""
    found = {}
    for path in paths:
        for entry in polib.pofile(path):
            if usable(entry):
                found.setdefault(entry.msgid, entry.msgstr)
    return found


def clean_template(exported):
    """Forget when it was exported: the same terms must give the same file."""
    exported.metadata.pop("POT-Creation-Date", None)
    exported.metadata["PO-Revision-Date"] = ""
    return exported


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("exported", type=Path)
    parser.add_argument("template", type=Path)
    parser.add_argument("french", type=Path)
    parser.add_argument("--odoo", type=Path, nargs="*", default=[])
    parser.add_argument("--terms", type=Path, nargs="*", default=[])
    args = parser.parse_args(arguments)
    try:
        given = {}
        for path in args.terms:
            given.update(read_table(path))
    except (OSError, ValueError) as error:
        parser.exit(2, f"{error}\n")
    exported = clean_template(polib.pofile(args.exported))
    french = polib.pofile(args.french) if args.french.exists() else polib.POFile()
    merged, report = merge(exported, french, read_foreign(args.odoo), given)
    args.template.parent.mkdir(exist_ok=True)
    exported.save(args.template)
    merged.save(args.french)
    print(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()

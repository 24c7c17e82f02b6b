"""`./fieldcrm catalogue`: merging what Odoo exports into the French catalogue."""

import io
import json

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.catalogue import say
from launcher.console import Console
from launcher.translation import merge


def catalogue(**entries):
    """A catalogue; underscores in a name stand for spaces."""
    made = polib.POFile()
    made.metadata = {"Language": "fr"}
    for name, text in entries.items():
        made.append(polib.POEntry(msgid=name.replace("_", " "), msgstr=text))
    return made


def texts(merged):
    return {entry.msgid: entry.msgstr for entry in merged}


def test_translations_stay_and_what_is_gone_goes():
    exported = catalogue(Client="", Visit="", New_visit="")
    french = catalogue(Client="Client", Visit="Visite", Old="Ancien")
    merged, report = merge.merge(exported, french)
    assert texts(merged) == {"Client": "Client", "Visit": "Visite", "New visit": ""}
    assert report.new == ["New visit"]
    assert report.obsolete == ["Old"]
    assert [term for term, _place in report.missing] == ["New visit"]


def test_a_translators_words_come_before_odoos():
    """Odoo's French is proposed for new terms only; a given one replaces all."""
    exported = catalogue(Lead="", Phone="", Mail="")
    french = catalogue(Lead="Affaire")
    odoo = {"Lead": "Piste", "Phone": "Téléphone", "Mail": "Courriel"}
    merged, report = merge.merge(exported, french, odoo, {"Mail": "E-mail"})
    assert texts(merged) == {"Lead": "Affaire", "Phone": "Téléphone", "Mail": "E-mail"}
    assert report.proposed == [["Phone", "Téléphone"]]
    assert not report.replaced
    _merged, report = merge.merge(exported, french, odoo, {"Lead": "Opportunité"})
    assert report.replaced == [["Lead", "Affaire", "Opportunité"]]


def test_a_view_laid_out_anew_keeps_its_french():
    exported = polib.POFile()
    exported.append(polib.POEntry(msgid="\n  <b>Hello</b>\n  you\n"))
    french = catalogue()
    french.append(polib.POEntry(msgid="<b>Hello</b> you", msgstr="<b>Bonjour</b>"))
    merged, report = merge.merge(exported, french)
    assert merged[0].msgstr == "\n<b>Bonjour</b>\n"
    assert not report.missing


def test_a_doubtful_translation_counts_as_none():
    """Odoo does not show fuzzy entries: they would look done and not be."""
    french = catalogue(Visit="Visiteur")
    french[0].flags.append("fuzzy")
    _merged, report = merge.merge(catalogue(Visit=""), french)
    assert [term for term, _place in report.missing] == ["Visit"]


WORDS = st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1),
    st.text(min_size=1),
    max_size=8,
)


@given(WORDS, st.sets(st.text(min_size=1), max_size=4))
def test_merging_again_changes_nothing(known, new):
    exported, french = polib.POFile(), polib.POFile()
    for term in sorted({*known, *new}):
        exported.append(polib.POEntry(msgid=term))
    for term, text in known.items():
        french.append(polib.POEntry(msgid=term, msgstr=text))
    once, _report = merge.merge(exported, french)
    twice, report = merge.merge(exported, once)
    assert texts(twice) == texts(once)
    assert not report.obsolete
    assert all(
        texts(once)[term].strip("\n") == known[term].strip("\n") for term in known
    )


def test_a_table_of_terms(tmp_path):
    table = tmp_path / "terms.tsv"
    table.write_text("Two\\nlines\tDeux\\nlignes\n\nVisit\tVisite\n", "utf-8")
    assert merge.read_table(table) == {"Two\nlines": "Deux\nlignes", "Visit": "Visite"}
    table.write_text("Visit\tVisite\nno tab here\n", "utf-8")
    with pytest.raises(ValueError, match="line 2"):
        merge.read_table(table)


def test_the_files_and_the_report(tmp_path, capsys):
    """The same terms give the same template, whenever they were exported."""
    exported = catalogue(Visit="", Phone="", Nothing="")
    exported.metadata["POT-Creation-Date"] = "2026-01-01 10:00+0000"
    exported.save(tmp_path / "exported.pot")
    catalogue(Phone="Téléphone").save(tmp_path / "odoo.po")
    (tmp_path / "terms.tsv").write_text("Visit\tVisite\n")
    template, french = tmp_path / "i18n" / "x.pot", tmp_path / "i18n" / "fr.po"
    merge.main(
        [str(tmp_path / "exported.pot"), str(template), str(french)]
        + ["--odoo", str(tmp_path / "odoo.po"), "--terms", str(tmp_path / "terms.tsv")]
    )
    assert "2026-01-01" not in template.read_text("utf-8")
    assert texts(polib.pofile(french)) == {
        "Visit": "Visite",
        "Phone": "Téléphone",
        "Nothing": "",
    }
    assert polib.pofile(french).metadata["Language"] == "fr"
    stream = io.StringIO()
    say(Console(stream, live=False), "x", json.loads(capsys.readouterr().out))
    assert "3 terms, 3 new, 0 gone, 1 without French" in stream.getvalue()
    assert "without French: Nothing" in stream.getvalue()

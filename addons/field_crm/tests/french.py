"""Proof that an add-on's French catalogue is complete; for every add-on's tests."""

import re
from collections import defaultdict

import polib

from odoo.tools import file_path
from odoo.tools.translate import TranslationModuleReader

PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w*\}|\{\{.*?\}\}")


class CompleteFrench:
    """Mixed into a TransactionCase; `addon` names the add-on to look at.

    Odoo runs no test method that a test class inherits, hence assertions.
    """

    addon = None

    def exported_terms(self):
        """What Odoo would export now: {source: {where it is used}}."""
        reader = TranslationModuleReader(self.env.cr, modules=[self.addon])
        terms = defaultdict(set)
        for module, kind, name, res_id, source, _value, _comments in reader:
            if module == self.addon:
                terms[source].add(f"{kind}:{name}:{res_id}")
        return terms

    def catalogue(self, name):
        """A catalogue of the add-on: {source: entry}."""
        path = file_path(f"{self.addon}/i18n/{name}")
        return {
            entry.msgid: entry for entry in polib.pofile(path) if not entry.obsolete
        }

    def assert_every_term_is_translated(self):
        """Each term of models, views, data and code has a French translation."""
        french = self.catalogue("fr.po")
        terms = self.exported_terms()
        self.assertTrue(terms, "Odoo exports no term: the test would prove nothing")
        lacking = [
            f"{source!r} ({sorted(places)[0]})"
            for source, places in sorted(terms.items())
            if source not in french
            or not french[source].msgstr.strip()
            or french[source].fuzzy
        ]
        self.assertFalse(
            lacking, f"{len(lacking)} terms without French:\n" + "\n".join(lacking)
        )

    def assert_catalogues_are_current(self):
        """fr.po and the template name what the add-on says now, and nothing else."""
        terms = set(self.exported_terms())
        for name in ("fr.po", f"{self.addon}.pot"):
            with self.subTest(name):
                listed = set(self.catalogue(name))
                self.assertFalse(listed - terms, f"{name} has terms that are gone")
                self.assertFalse(terms - listed, f"{name} lacks terms")

    def assert_placeholders_are_kept(self):
        """A translation that loses a value would show half a sentence."""
        for source, entry in self.catalogue("fr.po").items():
            with self.subTest(source):
                self.assertEqual(
                    sorted(PLACEHOLDER.findall(source)),
                    sorted(PLACEHOLDER.findall(entry.msgstr)),
                )

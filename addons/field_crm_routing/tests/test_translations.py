from odoo.tests import TransactionCase, tagged

from odoo.addons.field_crm.tests.french import CompleteFrench


@tagged("post_install", "-at_install")
class TestTranslations(CompleteFrench, TransactionCase):
    """French is complete."""

    addon = "field_crm_routing"

    def test_every_term_is_translated(self):
        self.assert_every_term_is_translated()

    def test_catalogues_are_current(self):
        self.assert_catalogues_are_current()

    def test_placeholders_are_kept(self):
        self.assert_placeholders_are_kept()

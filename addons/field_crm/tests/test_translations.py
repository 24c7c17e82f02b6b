from odoo.tests import TransactionCase, tagged

from .french import CompleteFrench


@tagged("post_install", "-at_install")
class TestTranslations(CompleteFrench, TransactionCase):
    """French is complete."""

    addon = "field_crm"

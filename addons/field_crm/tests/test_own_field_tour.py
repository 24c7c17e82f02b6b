from odoo.tests import HttpCase, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestOwnFieldTour(FieldCrmCase, HttpCase):
    """« Gérer les champs » and what follows from it, in a browser."""

    def test_from_making_to_exporting(self):
        """S0-05, S0-35, S0-45: made, filled, searched, a column, exported, grouped."""
        partners = self.env["res.partner"]
        client = partners.create(
            {"name": "Garage du Port", "field_status": "client", "zip": "35400"}
        )
        partners.create(
            {"name": "Other client", "field_status": "client", "zip": "35000"}
        )
        self.start_tour("/odoo/clients", "field_crm_own_field_tour", login="accountant")
        (field,) = self.env["field.own.list"]._describe()
        self.assertEqual((field["string"], field["type"]), ("Activity 2020", "char"))
        self.assertEqual(client.own_properties[field["name"]], "Tyres")

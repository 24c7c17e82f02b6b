from ast import literal_eval

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestClientPage(FieldCrmCase):
    """From the menu to the client's form, as those who work there see them."""

    def _form(self, user, record):
        view = self.env.ref("field_crm.view_res_partner_client_form")
        return Form(record.with_user(user), view=view)

    def test_menu_lists_the_clients(self):
        """S0-09, S1-01: the menu opens companies, people and places, clients all."""
        person = self.env["res.partner"].create(
            {"name": "Yves Cadoret", "field_status": "client", "is_company": False}
        )
        place = self.env["res.partner"].create(
            {
                "name": "Carrière de Plessé",
                "field_status": "client",
                "is_company": True,
                "partner_latitude": 47.54,
                "partner_longitude": -1.88,
            }
        )
        menu = self.env.ref("field_crm.menu_clients")
        for user in (self.rep, self.accountant, self.manager):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertIn(menu.id, visible, user.login)
        action = menu.action.sudo()._get_action_dict()
        found = (
            self.env["res.partner"]
            .with_user(self.rep)
            .search(
                [
                    *literal_eval(action["domain"]),
                    ("id", "in", (self.client + person + place).ids),
                ]
            )
        )
        self.assertEqual(found, (self.client + person + place).with_user(self.rep))

    def test_accountant_changes_what_the_form_shows(self):
        """S1-08, S4-09: every field can be changed; the ERP's reference is kept."""
        with self._form(self.accountant, self.client) as form:
            form.name = "Transports Guérin et Fils"
            form.phone = "02 99 00 11 22"
            form.city = "Rennes"
            form.ref = "SAGE-0042"
            form.client_code = "SAGE0042"
        self.assertRecordValues(
            self.client,
            [
                {
                    "name": "Transports Guérin et Fils",
                    "phone": "+33 2 99 00 11 22",
                    "city": "Rennes",
                    "ref": "SAGE-0042",
                    "client_code": "SAGE0042",
                }
            ],
        )
        with self.assertRaises(AccessError):
            self.client.with_user(self.rep).name = "Autre"

    def test_note_on_site_reaches_the_rep(self):
        """S4-14: what to know on site is on the form that reps open."""
        self.client.site_note = "Attention au chien"
        form = self._form(self.rep, self.client)
        self.assertEqual(form.site_note, "Attention au chien")

    def test_stages_are_free(self):
        """S4-44: an administrator names the stages as he likes; reps cannot."""
        Stage = self.env["crm.stage"]
        stage = Stage.with_user(self.admin).create({"name": "Bon de commande signé"})
        stage.name = "Signé"
        with self.assertRaises(AccessError):
            Stage.with_user(self.rep).create({"name": "La mienne"})

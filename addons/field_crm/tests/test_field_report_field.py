from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldReportField(FieldVisitCase):
    """S0-55: what the report asks about the client goes back to the client base."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.mobile = "06 11 22 33 44"
        cls.repair = cls.env["field.visit.type"].create({"name": "Dépannage"})
        report = cls.env["field.report.field"].with_user(cls.admin)
        cls.report = report.create(
            [
                {"field_name": "mobile"},
                {"field_name": "site_note", "type_ids": [(4, cls.repair.id)]},
            ]
        )

    def _asked(self, user, **type_):
        report = self.env["field.report.field"].with_user(user)
        found = report.get_report_fields(self.client.id, **type_)
        return [(each["name"], each["value"]) for each in found]

    def test_rep_brings_a_number_back(self):
        """S0-55: asked with what is known, written at the end, told in the chatter."""
        self.assertEqual(self._asked(self.rep), [("mobile", "06 11 22 33 44")])
        self.assertEqual(
            [name for name, _value in self._asked(self.rep, type_id=self.repair.id)],
            ["mobile", "site_note"],
        )
        with self.assertRaises(AccessError):
            self.client.with_user(self.rep).mobile = "06 99 88 77 66"
        visit = self._visit(state="planned", client_values={"mobile": "06 99 88 77 66"})
        self.assertEqual(self.client.mobile, "06 11 22 33 44", "not before the end")
        visit.action_done()
        self.assertEqual(self.client.mobile, "06 99 88 77 66")
        message = self.client.message_ids[0]
        self.assertIn("06 11 22 33 44 → 06 99 88 77 66", message.body)
        self.assertIn(visit.name, message.body)
        self.assertEqual(message.author_id, self.rep.partner_id)

    def test_what_the_office_corrected_stays(self):
        """S0-55: a visit that is touched again brings nothing back twice."""
        visit = self._visit(client_values={"mobile": "06 99 88 77 66"})
        self.client.mobile = "06 00 00 00 01"
        visit.comment = "…"
        visit.write({"state": "done_issues", "problem": "Absent"})
        self.assertEqual(self.client.mobile, "06 00 00 00 01")
        visit.client_values = {"mobile": "06 00 00 00 02"}
        self.assertEqual(self.client.mobile, "06 00 00 00 02")

    def test_only_what_is_asked(self):
        """S0-55: no other field can be slipped in, by no key and no value."""
        for values, message in (
            ({"iban": "FR1420041010050500013M02606"}, "does not ask for the field"),
            ({"field_status": "client"}, "does not ask for the field"),
            ({"phone": "02 99 00 11 22"}, "does not ask for the field “phone”"),
            ({"mobile": ["x"]}, "is not a possible answer"),
            ({"mobile": 3}, "is not a possible answer"),
            ({"mobile": "0" * 21}, "20"),
        ):
            with self.assert_refused(message):
                self._visit(client_values=values)
        with self.assert_refused("“iban” cannot be asked"):
            self.report.create({"field_name": "iban"})
        self.report[0].active = False
        with self.assert_refused("does not ask for the field"):
            self._visit(client_values={"mobile": "06 99 88 77 66"})

    def test_own_fields_of_the_contact_group(self):
        """S0-55, S4-19: those that reps see are asked and brought back, no others."""
        group = self.env["field.contact.group"].create(
            {
                "name": "Sites",
                "properties_definition": [
                    {"name": "gate", "string": "Gate code", "type": "char"}
                ],
                "office_properties_definition": [
                    {"name": "margin", "string": "Margin", "type": "float"}
                ],
            }
        )
        self.client.contact_group_id = group
        self.report.create({"field_name": "group_properties"})
        self.assertIn(("group_properties.gate", False), self._asked(self.rep))
        self.assertNotIn("margin", str(self._asked(self.rep)))
        self._visit(client_values={"group_properties.gate": "12A4"})
        self.assertEqual(self.client.group_properties["gate"], "12A4")
        for key, value in (("margin", 3), ("gate", 3), ("nothing", "x")):
            with self.assert_refused("", ValidationError):
                self._visit(client_values={f"group_properties.{key}": value})

    def test_whose_client(self):
        """S0-55, S3-36: nothing of a hidden prospect is read or written."""
        hidden = self.env["res.partner"].create(
            {"name": "Secret", "field_status": "prospect", "user_id": self.manager.id}
        )
        report = self.env["field.report.field"].with_user(self.rep)
        with self.assertRaises(AccessError):
            report.get_report_fields(hidden.id)
        with self.assertRaises(AccessError):
            self._visit(partner_id=hidden.id, client_values={"mobile": "06"})
        visit = self._visit()
        with self.assertRaises(AccessError):
            visit.with_user(self.other_rep).client_values = {"mobile": "06"}
        for user in (self.rep, self.manager, self.accountant):
            with self.assertRaises(AccessError):
                self.report.with_user(user).active = False

    def test_markup_is_harmless(self):
        """S0-55: in the chatter of the client it is text."""
        self._visit(
            type_id=self.repair.id,
            client_values={"site_note": "<img src=x onerror=alert(1)>"},
        )
        self.assertNotIn("<img", self.client.message_ids[0].body)
        self.assertIn("&lt;img", self.client.message_ids[0].body)

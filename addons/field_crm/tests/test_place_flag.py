from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.mail.tools.discuss import Store

from .common import FieldCrmCase

MESSAGE = "Trois impayés <img src=x onerror=alert(1)>"


@tagged("post_install", "-at_install")
class TestPlaceFlag(FieldCrmCase):
    def test_flag_says_who_and_when(self):
        """S4-11: whoever keeps clients raises and lowers the flag; the log keeps it."""
        client = self.client.with_user(self.accountant)
        with Form(client, "field_crm.view_res_partner_client_form") as form:
            form.flag_message = f"  {MESSAGE} "
        self.assertEqual(client.flag_message, MESSAGE)
        self.assertEqual(client.flag_user_id, self.accountant)
        self.assertTrue(client.flag_date)
        client.write({"flag_user_id": self.admin.id})
        self.assertEqual(client.flag_user_id, self.accountant, "not written by hand")
        client.with_user(self.manager).action_lower_flag()
        self.assertFalse(client.flag_message or client.flag_user_id or client.flag_date)

    def test_reps_neither_read_nor_guess_the_flag(self):
        """S4-11: hidden from reps on the screen, in searches, exports and the log."""
        # What a transaction creates it does not track.
        self.cr.flush()
        partner = self.client.with_context(tracking_disable=False)
        partner.with_user(self.accountant).flag_message = MESSAGE
        self.cr.flush()
        self.env.invalidate_all()
        client = self.client.with_user(self.rep)
        Partner = client.browse()
        for attempt in (
            lambda: client.read(["flag_message"]),
            lambda: client.flag_message,
            lambda: Partner.search([("flag_message", "!=", False)]),
            lambda: Partner.search([], order="flag_message"),
            lambda: Partner.formatted_read_group([], ["flag_user_id"], ["__count"]),
            lambda: self.prospect.with_user(self.rep).write({"flag_message": "x"}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertNotIn("flag_message", Partner.fields_get())
        for view_type in ("form", "list", "search"):
            arch = Partner.get_view(
                self.env.ref(f"field_crm.view_res_partner_{view_type}").id, view_type
            )["arch"]
            self.assertNotIn("flag_", arch)

        def logged(user):
            messages = self.client.with_user(user).message_ids
            return str(Store().add(messages).get_result())

        self.assertIn("Trois impayés", logged(self.accountant))
        self.assertNotIn("Trois impayés", logged(self.rep))

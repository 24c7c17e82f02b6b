from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FieldCrmCase

EVIL = "<img src=x onerror=alert(1)>"


@tagged("post_install", "-at_install")
class TestContactLinks(FieldCrmCase):
    """What hangs on a client: shown, and in the way of deleting it."""

    def _visit(self, partner):
        return self.env["field.visit"].create(
            {"partner_id": partner.id, "user_id": self.rep.id, "state": "done"}
        )

    def _attach(self, partner):
        return self.env["ir.attachment"].create(
            {
                "name": "contract.txt",
                "raw": b"x",
                "res_model": "res.partner",
                "res_id": partner.id,
            }
        )

    def test_deletion_names_what_is_linked(self):
        """S1-12, S1-13, AMB-14: every kind of document, with its count."""
        self._visit(self.client)
        self._visit(self.client)
        self._attach(self.client)
        self.env["res.partner"].create(
            {"name": "Depot", "parent_id": self.client.id, "type": "site"}
        )
        self.env["crm.lead"].create(
            {"name": "Tyres", "type": "opportunity", "partner_id": self.client.id}
        ).active = False
        self.env["sale.order"].create({"partner_id": self.client.id})
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            self.client.with_user(self.manager).unlink()
        message = str(caught.exception)
        for link in (
            "visits: 2",
            "locations: 1",
            "opportunities: 1",
            "quotes: 1",
            "documents: 1",
        ):
            self.assertIn(link, message)
        self.assertIn("Archive it instead", message)
        self.client.with_user(self.manager).action_archive()
        self.assertFalse(self.client.active)

    def test_a_client_without_links_is_deleted(self):
        """S1-12: permanent, an exception for doubles."""
        self.client.with_user(self.manager).unlink()
        self.assertFalse(self.client.exists())

    def test_reps_and_accountants_archive(self):
        """AMB-14, S2-37: deleting is the managers' and the administrators'."""
        for user in (self.rep, self.accountant):
            with self.assertRaises(AccessError):
                self.client.with_user(user).unlink()
        self.client.with_user(self.accountant).action_archive()
        self.assertFalse(self.client.active)
        self.prospect.with_user(self.rep).action_archive()
        self.assertFalse(self.prospect.active)

    def test_one_of_many_stops_all(self):
        """S1-13: the message says which one; none of the others is gone."""
        free = self.env["res.partner"].create(
            {"name": "Double", "field_status": "client"}
        )
        self._visit(self.client)
        with self.assert_refused("“Transports Guérin” cannot be deleted", UserError):
            (free | self.client).with_user(self.manager).unlink()
        self.assertTrue(free.exists())

    def test_other_contacts_follow_odoo(self):
        """S1-13: a mere address-book entry with a file is Odoo's business."""
        contact = self.env["res.partner"].create({"name": "Plumber"})
        self._attach(contact)
        contact.unlink()
        self.assertFalse(contact.exists())

    def test_what_hangs_on_a_client_is_one_click_away(self):
        """S1-10, S1-11, S4-01: missions, attachments, notes, e-mails."""
        self._attach(self.client)
        self._visit(self.client)
        client = self.client.with_user(self.rep)
        self.assertEqual(client.attachment_count, 1)
        client.sudo().message_post(
            body=EVIL, message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.client.email = "contact@guerin.example"
        sent = self.client.message_post(
            body="Your quote",
            partner_ids=self.client.ids,
            subtype_xmlid="mail.mt_comment",
        )
        for action, count in (
            (client.action_open_attachments(), 1),
            (client.action_open_visits(), 1),
            (client.action_open_notes(), 1),
            (client.action_open_emails(), 1),
        ):
            records = self.env[action["res_model"]].with_user(self.rep)
            found = records.search(action["domain"])
            self.assertEqual(len(found), count, action["name"])
            for view_id, view_type in action.get("views", []):
                records.get_view(view_id, view_type)
        emails = self.env["mail.message"].search(client.action_open_emails()["domain"])
        self.assertEqual(emails, sent)
        notes = self.env["mail.message"].search(client.action_open_notes()["domain"])
        self.assertNotIn("<img", notes.body, "a script in a note stays text")

    def test_the_form_shows_them(self):
        """S1-10, S4-02, S4-07: buttons, and a name that can be changed."""
        form = Form(
            self.client.with_user(self.accountant),
            "field_crm.view_res_partner_client_form",
        )
        form.name = "Guérin Transports"
        form.save()
        self.assertEqual(self.client.name, "Guérin Transports")
        arch = self.client.with_user(self.rep).get_view(
            self.env.ref("field_crm.view_res_partner_client_form").id
        )["arch"]
        for name in ("locations", "attachments", "notes", "emails", "visits"):
            self.assertIn(f'name="action_open_{name}"', arch)

    def test_mails_of_a_hidden_document_stay_hidden(self):
        """S3-36: the archive of mails shows nothing of another rep's prospect."""
        person = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": self.client.id, "email": "ann@guerin.example"}
        )
        message = self.prospect.message_post(
            body="Secret", partner_ids=person.ids, subtype_xmlid="mail.mt_comment"
        )
        domain = self.client.with_user(self.other_rep).action_open_emails()["domain"]
        Message = self.env["mail.message"].with_user(self.other_rep)
        self.assertNotIn(message, Message.search(domain))
        Message = self.env["mail.message"].with_user(self.manager)
        self.assertIn(message, Message.search(domain))

    def test_queries_do_not_grow(self):
        """S1-10: the counts of a page of clients cost no query per client."""
        partners = self.env["res.partner"].create(
            [{"name": f"C{n}", "field_status": "client"} for n in range(40)]
        )
        names = ["location_count", "attachment_count", "last_updated_by"]

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.rep).read(names)
            return self.env.cr.sql_log_count - before

        count(partners[:1])
        self.assertEqual(count(partners), count(partners[:2]))

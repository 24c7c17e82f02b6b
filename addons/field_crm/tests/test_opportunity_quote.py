from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .opportunity_common import OpportunityCase


@tagged("post_install", "-at_install")
class TestOpportunityQuote(OpportunityCase):
    def test_quote_from_the_opportunity(self):
        """S4-48, S4-50, S4-54: from the opportunity, which notes it with a link."""
        quote = self._quote()
        self.assertEqual(quote.opportunity_id, self.lead)
        self.assertEqual(quote.partner_id, self.client)
        self.assertEqual(self.lead.with_user(self.rep).order_ids, quote)
        note = self.lead.message_ids[0].body
        self.assertIn(quote.name, note)
        self.assertIn(f'data-oe-id="{quote.id}"', note)

    def test_free_line(self):
        """S4-48: a line of a text and price of its own."""
        free = self.env.ref("field_crm.product_free_line").product_variant_id
        quote = self._quote()
        line = self.env["sale.order.line"].with_user(self.rep)
        line = line.create(
            {"order_id": quote.id, "product_id": free.id, "name": "Audit du parc"}
        )
        line.price_unit = 250
        self.assertEqual(line.price_subtotal, 250)

    # ------------------------------------------------------------------
    # Sent
    # ------------------------------------------------------------------

    def test_marked_as_sent(self):
        """S4-51: stamped with the moment and the person."""
        quote = self._quote()
        quote.action_quotation_sent()
        self.assertEqual(quote.state, "sent")
        self.assertTrue(quote.sent_on)
        self.assertEqual(quote.sent_by_id, self.rep)
        self.assertIn("was sent", self.lead.message_ids[0].body)

    def test_mailed_counts_as_sent(self):
        """S4-51: sending the quote by mail stamps and seals it too."""
        self.client.email = "anne@guerin.example"
        quote = self._quote()
        quote.with_context(mark_so_as_sent=True).message_post(body="Voici le devis")
        self.assertTrue(quote.sent_on)
        self.assertTrue(quote.is_sealed)

    def test_sealed_once_sent(self):
        """S4-51: nothing of what the client has read changes, whoever asks."""
        quote = self._quote()
        quote.action_quotation_sent()
        line = quote.order_line
        attempts = {
            "price": lambda q: line.with_env(q.env).write({"price_unit": 1}),
            "quantity": lambda q: line.with_env(q.env).write({"product_uom_qty": 9}),
            "text": lambda q: line.with_env(q.env).write({"name": "autre"}),
            "new line": lambda q: line.with_env(q.env).create(
                {"order_id": q.id, "product_id": self.product.id}
            ),
            "line deleted": lambda q: line.with_env(q.env).unlink(),
            "through the quote": lambda q: q.write({"order_line": [(5, 0, 0)]}),
            "terms": lambda q: q.write({"note": "<p>autre</p>"}),
            "validity": lambda q: q.write({"validity_date": "2040-01-01"}),
            "client": lambda q: q.write({"partner_id": self.prospect.id}),
            "back to draft": lambda q: q.action_draft(),
            "draft by RPC": lambda q: q.write({"state": "draft"}),
        }
        for user in (self.rep, self.manager, self.admin):
            for what, attempt in attempts.items():
                with self.subTest(what, user=user.login):
                    with self.assert_refused("duplicate it", UserError):
                        attempt(quote.with_user(user))
        self.assertEqual(quote.amount_untaxed, 1600)

    def test_cancelling_is_no_way_around(self):
        """S4-51."""
        quote = self._quote()
        quote.action_quotation_sent()
        quote.action_cancel()
        with self.assert_refused("duplicate it", UserError):
            quote.action_draft()
        with self.assert_refused("duplicate it", UserError):
            quote.order_line.price_unit = 1

    def test_duplicate(self):
        """S4-51: the copy is a draft of the same opportunity, without stamps."""
        quote = self._quote()
        quote.action_quotation_sent()
        copy = self.env["sale.order"].browse(quote.action_duplicate()["res_id"])
        copy = copy.with_user(self.rep)
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.sent_on)
        self.assertEqual(copy.opportunity_id, self.lead)
        copy.order_line.price_unit = 380
        self.assertEqual(copy.amount_untaxed, 1520)

    def test_confirmed_is_locked(self):
        """S4-51: what the client accepted is an order, locked as Odoo locks them."""
        quote = self._quote()
        quote.action_quotation_sent()
        quote.action_confirm()
        self.assertEqual(quote.state, "sale")
        self.assertTrue(quote.locked)
        with self.assertRaises(UserError):
            quote.order_line.price_unit = 1

    def test_stamps_cannot_be_forged(self):
        """S4-51: not over RPC either."""
        quote = self._quote()
        for user in (self.rep, self.manager, self.admin):
            with self.assertRaises(AccessError):
                quote.with_user(user).sent_on = "2020-01-01 10:00:00"
        quote.action_quotation_sent()
        with self.assertRaises(AccessError):
            quote.write({"sent_by_id": self.other_rep.id})
        with self.assertRaises(AccessError):
            quote.write({"sent_on": False})
        with self.assertRaises(AccessError):
            quote.create({"partner_id": self.client.id, "sent_on": "2020-01-01"})

    # ------------------------------------------------------------------
    # Rejected, deleted
    # ------------------------------------------------------------------

    def _reject(self, quote, user=None, reason="Trop cher"):
        wizard = self.env["field.quote.rejection"].with_user(user or self.rep)
        wizard.create({"order_id": quote.id, "reason": reason}).action_reject()

    def test_rejected(self):
        """S4-51: only a sent quote, with the moment and the reason."""
        quote = self._quote()
        with self.assert_refused("has not been sent", UserError):
            self._reject(quote)
        quote.action_quotation_sent()
        self._reject(quote)
        self.assertEqual(quote.state, "cancel")
        self.assertTrue(quote.rejected_on)
        self.assertEqual(quote.rejected_by_id, self.rep)
        self.assertEqual(quote.rejection_reason, "Trop cher")
        self.assertIn("was rejected", self.lead.message_ids[0].body)
        with self.assert_refused("has been rejected", UserError):
            quote.note = "autre"

    def test_deleted_only_as_a_draft(self):
        """S4-51: and the opportunity remembers the reference that is missing."""
        quote, sent = self._quote(), self._quote()
        name = quote.name
        quote.unlink()
        self.assertIn(name, self.lead.message_ids[0].body)
        sent.action_quotation_sent()
        with self.assert_refused("no longer a draft", UserError):
            sent.unlink()
        sent.action_cancel()
        with self.assert_refused("no longer a draft", UserError):
            sent.with_user(self.admin).unlink()

    def test_others_cannot_reject_or_delete(self):
        """S4-51: a rep's quotes are the rep's."""
        quote = self._quote()
        with self.assertRaises(AccessError):
            quote.with_user(self.other_rep).unlink()
        quote.action_quotation_sent()
        with self.assertRaises(AccessError):
            self._reject(quote, self.other_rep)
        with self.assertRaises(AccessError):
            self._reject(quote, self.accountant)

    # ------------------------------------------------------------------
    # Missions, others' orders, harmless texts
    # ------------------------------------------------------------------

    def test_attributed_to_a_mission(self):
        """S4-51: found by its number, also after sending."""
        visit = self.env["field.visit"].with_user(self.rep)
        visit = visit.create({"partner_id": self.client.id, "state": "planned"})
        quote = self._quote()
        quote.action_quotation_sent()
        found = self.env["field.visit"].with_user(self.rep).name_search(visit.name)
        self.assertEqual([each[0] for each in found], visit.ids)
        quote.visit_id = visit
        self.assertEqual(visit.order_ids, quote)

    def test_other_orders_stay_odoos(self):
        """S4-51: an order to anybody else is not sealed."""
        customer = self.env["res.partner"].create({"name": "Client de passage"})
        order = self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        order.action_quotation_sent()
        order.order_line.price_unit = 1
        order.action_cancel()
        order.action_draft()
        self.assertFalse(order.sent_on)
        order.unlink()

    def test_texts_are_harmless(self):
        """S4-54: HTML in a name does nothing in the note."""
        evil = "<img src=x onerror=alert(1)>"
        self.lead.name = evil
        quote = self._quote()
        quote.sudo().name = evil
        quote.action_quotation_sent()
        for message in self.lead.message_ids:
            self.assertNotIn("<img", message.body)
        self._reject(quote, reason=evil)
        for message in self.lead.message_ids | quote.message_ids:
            self.assertNotIn("<img", message.body or "")

    def test_export(self):
        """S4-55: managers export what they selected, reps do not."""
        leads = self.lead | self.secret
        names = ["reference", "name", "opportunity_status"]
        rows = leads.with_user(self.manager).export_data(names)["datas"]
        self.assertEqual(len(rows), 2)
        self.assertIn(self.lead.reference, [row[0] for row in rows])
        self.assertTrue(self.accountant.has_group("base.group_allow_export"))
        with self.assertRaises(UserError):
            self.lead.with_user(self.rep).export_data(names)

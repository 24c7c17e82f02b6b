from odoo.tests import Form

from .common import FieldCrmCase


class OpportunityCase(FieldCrmCase):
    """An opportunity of the rep on the client, and one on the own prospect."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hot = cls.env.ref("field_crm.probability_hot")
        cls.cold = cls.env.ref("field_crm.probability_cold")
        cls.contact = cls.env["res.partner"].create(
            {"name": "Anne Guérin", "parent_id": cls.client.id, "function": "Gérante"}
        )
        cls.lead = cls._opportunity(partner_id=cls.client.id, name="Pneus PL d'hiver")
        cls.secret = cls._opportunity(
            partner_id=cls.prospect.id, name="Flotte du Bois Joli"
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Pneu 315/80", "list_price": 400.0}
        )

    @classmethod
    def _opportunity(cls, user=None, **values):
        values = {
            "name": "Affaire",
            "type": "opportunity",
            "probability_id": cls.hot.id,
            "expected_revenue": 10000.0,
            **values,
        }
        lead = cls.env["crm.lead"].with_user(user or cls.rep).create(values)
        return lead.with_env(cls.env)

    def _quote(self, lead=None, user=None, **values):
        """A quote as the button of the opportunity makes it."""
        lead = (lead or self.lead).with_user(user or self.rep)
        context = lead.action_sale_quotations_new()["context"]
        form = Form(
            self.env["sale.order"].with_user(user or self.rep).with_context(**context)
        )
        with form.order_line.new() as line:
            line.product_id = self.product
            line.product_uom_qty = 4
        order = form.save()
        if values:
            order.write(values)
        return order

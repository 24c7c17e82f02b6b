from odoo import api, models


class SaleOrderLine(models.Model):
    """Lines of a quote that was sent stand as they are (S4-51)."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        orders = {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        self.env["sale.order"].browse(orders)._check_open_to_change()
        return super().create(vals_list)

    def write(self, vals):
        sealed = {*self._get_protected_fields(), "display_type", "order_id", "sequence"}
        if sealed & vals.keys():
            self.order_id._check_open_to_change()
            self.env["sale.order"].browse(
                vals.get("order_id") or []
            )._check_open_to_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        self.order_id._check_open_to_change()

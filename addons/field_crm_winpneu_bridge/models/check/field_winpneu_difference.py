from odoo import fields, models
from odoo.exceptions import UserError


class FieldWinpneuDifference(models.Model):
    """A line of the comparison of both sides."""

    _name = "field.winpneu.difference"
    _description = "Difference with winpneu"
    _order = "kind, code, id"
    _rec_name = "code"

    backend_id = fields.Many2one(
        "field.winpneu.backend", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    kind = fields.Selection(
        [
            ("missing", "Sent, not in winpneu"),
            ("doubled", "Several times in winpneu"),
            ("strange", "Under our mark, never sent"),
            ("not_queued", "Visit that was never queued"),
            ("changed", "Visit changed after it was sent"),
            ("field", "Field that differs"),
            ("only_here", "Client that winpneu lacks"),
            ("only_there", "Client of winpneu that is not here"),
        ],
        string="Difference",
        required=True,
    )
    code = fields.Char(string="Client code")
    partner_id = fields.Many2one("res.partner", string="Client", ondelete="cascade")
    event_id = fields.Many2one("field.winpneu.event", string="Row", ondelete="cascade")
    visit_id = fields.Many2one("field.visit", ondelete="cascade")
    what = fields.Char()
    ours = fields.Char(string="Here")
    theirs = fields.Char(string="winpneu")

    def action_write_anew(self):
        """Write what is missing in winpneu; queue the visits that were not."""
        self.check_access("read")
        self.backend_id.check_access("write")
        missing = self.filtered(lambda one: one.kind == "missing")
        visits = self.filtered(lambda one: one.kind == "not_queued").sudo().visit_id
        if not missing and not visits:
            raise UserError(
                self.env._(
                    "Only rows that winpneu lacks and visits that were never queued "
                    "can be sent from here."
                )
            )
        missing.sudo().event_id._write_anew()
        visits._queue_for_winpneu()
        done = missing + self.filtered(lambda one: one.kind == "not_queued")
        done.sudo().unlink()

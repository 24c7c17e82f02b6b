from odoo import fields, models


class FieldSector(models.Model):
    """A territory and the reps who visit it (S0-19)."""

    _name = "field.sector"
    _description = "Sector"
    _order = "name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char()
    color = fields.Integer()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True
    )
    user_ids = fields.Many2many("res.users", string="Reps")
    partner_ids = fields.One2many("res.partner", "sector_id", string="Clients")
    partner_count = fields.Integer(compute="_compute_partner_count")

    _name_unique = models.UniqueIndex(
        "(name, company_id)", "A sector of this name exists already."
    )

    def _compute_partner_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("sector_id", "in", self.ids)], ["sector_id"], ["__count"]
            )
        )
        for sector in self:
            sector.partner_count = counts.get(sector, 0)

    def action_open_partners(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_res_partner_client"
        )
        action["domain"] = [("sector_id", "=", self.id), ("field_status", "!=", False)]
        action["context"] = {}
        return action

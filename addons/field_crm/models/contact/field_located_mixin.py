from odoo import api, fields, models


class FieldLocatedMixin(models.AbstractModel):
    """Places of a partner, and the tree that they stand in (S1-20, S4-10)."""

    _name = "field.located.mixin"
    _description = "Partner with places"

    location_ids = fields.One2many(
        "res.partner",
        "parent_id",
        string="Locations",
        domain=[("type", "!=", "contact")],
        context={"active_test": True},
    )
    location_count = fields.Integer(
        string="Number of locations", compute="_compute_location_count"
    )

    @api.depends_context("uid")
    @api.depends("location_ids")
    def _compute_location_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("parent_id", "in", self.ids), ("type", "!=", "contact")],
                ["parent_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.location_count = counts.get(partner._origin, 0)

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_open_locations(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Locations: %(partner)s", partner=self.name),
            "res_model": "res.partner",
            "view_mode": "list,kanban,form",
            "views": [
                (self.env.ref(f"field_crm.view_res_partner_location_{kind}").id, kind)
                for kind in ("list", "kanban", "form")
            ],
            "domain": [("parent_id", "=", self.id), ("type", "!=", "contact")],
            "context": self._get_location_context(),
        }

    def _get_location_context(self):
        may_write = self.has_access("write")
        return {
            "default_parent_id": self.id,
            "default_type": "site",
            "default_country_id": self.country_id.id,
            "default_user_id": self.user_id.id,
            "default_lang": self.lang,
            # The locations of a client are as read-only to reps as the client.
            "create": may_write,
            "edit": may_write,
            "delete": may_write,
        }

    def action_open_hierarchy(self):
        """Show parents, sites and people as a tree (S4-10)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tree: %(partner)s", partner=self.name),
            "res_model": "res.partner",
            "view_mode": "hierarchy,form",
            "views": [
                (self.env.ref("field_crm.view_res_partner_hierarchy").id, "hierarchy"),
                (False, "form"),
            ],
            "context": {"hierarchy_res_id": self.id},
        }

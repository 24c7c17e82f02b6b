from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = [
        "res.partner",
        "field.client.sheet",
        "field.visited.mixin",
        "field.parked.mixin",
    ]
    _rec_names_search = [
        "complete_name",
        "internal_name",
        "email",
        "ref",
        "client_code",
        "vat",
        "company_registry",
    ]

    field_status = fields.Selection(
        [("prospect", "Prospect"), ("client", "Client")],
        string="Prospect or client",
        index="btree_not_null",
        tracking=True,
        help="Empty for contacts that nobody visits: suppliers, colleagues…",
    )
    # The record rules stand on it: a contact person of a prospect is as secret as
    # the prospect itself.
    prospect_id = fields.Many2one(
        "res.partner",
        compute="_compute_prospect_id",
        store=True,
        recursive=True,
        index="btree_not_null",
        string="Prospect it belongs to",
    )
    # Who may see that prospect, on each of its records: a rule that had to look it up
    # would cost a map of 100,000 as much again (AMB-04).
    prospect_user_id = fields.Many2one(
        "res.users",
        related="prospect_id.user_id",
        store=True,
        string="Rep of the prospect",
    )
    prospect_creator_id = fields.Many2one(
        "res.users",
        related="prospect_id.create_uid",
        store=True,
        string="Creator of the prospect",
    )
    client_code = fields.Char(
        index="btree_not_null",
        copy=False,
        tracking=True,
        help="Code of the client in the ERP, 30 characters at most.",
    )
    sector_id = fields.Many2one("field.sector", index="btree_not_null", tracking=True)
    revenue_currency_id = fields.Many2one(
        "res.currency", compute="_compute_revenue_currency_id"
    )
    revenue_current = fields.Monetary(
        string="Revenue of the year", currency_field="revenue_currency_id", copy=False
    )
    revenue_previous = fields.Monetary(
        string="Revenue of last year", currency_field="revenue_currency_id", copy=False
    )
    conversion_request_ids = fields.One2many(
        "field.conversion.request", "partner_id", copy=False
    )
    conversion_state = fields.Selection(
        [("pending", "Conversion asked"), ("refused", "Conversion refused")],
        compute="_compute_conversion_state",
        search="_search_conversion_state",
        string="Conversion",
    )

    _field_ref_unique = models.UniqueIndex(
        "(ref, COALESCE(company_id, 0)) "
        "WHERE field_status IS NOT NULL AND ref IS NOT NULL",
        "Another prospect or client has this reference already.",
    )

    @api.depends("field_status", "parent_id.prospect_id")
    def _compute_prospect_id(self):
        for partner in self:
            is_prospect = partner.field_status == "prospect"
            partner.prospect_id = (
                partner if is_prospect else partner.parent_id.prospect_id
            )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_revenue_currency_id(self):
        for partner in self:
            company = partner.company_id or self.env.company
            partner.revenue_currency_id = company.currency_id

    @api.depends("field_status", "conversion_request_ids.state")
    def _compute_conversion_state(self):
        for partner in self:
            # A rep sees only the own requests, but the state is no secret on a
            # record that is visible.
            requests = partner.sudo().conversion_request_ids
            states = requests.sorted("id", reverse=True).mapped("state")
            latest = next((state for state in states if state != "cancelled"), False)
            is_open = partner.field_status == "prospect" and latest != "approved"
            partner.conversion_state = latest if is_open else False

    def _search_conversion_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        pending, refused = (
            Domain("conversion_request_ids", "any!", [("state", "=", state)])
            for state in ("pending", "refused")
        )
        choices = {
            "pending": pending,
            "refused": refused & ~pending,
            False: ~pending & ~refused,
        }
        prospects = Domain("field_status", "=", "prospect")
        found = Domain.OR(prospects & choices[state] for state in value)
        if False in value:
            found |= ~prospects
        return found

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        if defaults.get("field_status"):
            defaults.setdefault("is_company", True)
            defaults.setdefault("user_id", self.env.uid)
            defaults.setdefault("country_id", self.env.company.country_id.id)
            if "park_line_ids" in fields_list:
                defaults.setdefault(
                    "park_line_ids",
                    [
                        fields.Command.create({"park_type_id": park_type.id})
                        for park_type in self.env["field.park.type"].search(Domain.TRUE)
                    ],
                )
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        default_status = self.env.context.get("default_field_status")
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._follow_company_of_parent(vals)
            status = vals.get("field_status", default_status)
            if not status:
                continue
            self._check_may_set_status(status)
            if not vals.get("ref"):
                vals["ref"] = self.env["ir.sequence"].next_by_code("field.partner.ref")
        return super().create(vals_list)

    @api.model
    def _follow_company_of_parent(self, vals):
        """Keep the people of a client in its company.

        Odoo hands a company on only when it changes later: until then the people
        would be seen by all companies.
        """
        parent = self.sudo().browse(vals.get("parent_id"))
        if parent.field_status and parent.company_id:
            vals.setdefault("company_id", parent.company_id.id)

    def write(self, vals):
        if "field_status" in vals:
            for status in set(self.mapped("field_status")) - {vals["field_status"]}:
                self._check_may_set_status(vals["field_status"], status)
        return super().write(vals)

    def _check_may_set_status(self, status, current=False):
        """Who may make a client, and who may change what a partner is.

        A rep who could write the status by RPC would pass by the accountant (S3-43),
        with the role to modify clients too.
        """
        is_free = status == "prospect" and not current
        is_new = not current and self._may_keep_clients()
        if is_free or is_new or self.env.su or self._may_convert():
            return
        raise AccessError(
            self.env._(
                "Only an accountant can turn a prospect into a client: "
                "ask for the conversion instead."
            )
        )

    def _may_keep_clients(self):
        return self.env.user.has_group("field_crm.group_field_client_modify")

    def _may_convert(self):
        user = self.env.user
        return user.has_group("field_crm.group_field_accountant") or user.has_group(
            "field_crm.group_field_manager"
        )

    # ------------------------------------------------------------------
    # Views
    # ------------------------------------------------------------------

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._may_keep_clients())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Show clients read-only to reps, rather than refuse what they have typed.

        The record rules decide; this only spares a rep the surprise.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        client_view = self.env.ref(
            f"field_crm.view_res_partner_client_{view_type}", raise_if_not_found=False
        )
        if client_view and view == client_view and not self._may_keep_clients():
            for right in ("create", "edit", "delete"):
                arch.set(right, "0")
        return arch, view

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_ask_conversion(self):
        """Open the rep's dialog « Transformation en client » (S3-40)."""
        self.ensure_one()
        self.check_access("write")
        if self.field_status != "prospect":
            raise UserError(self.env._("“%s” is not a prospect.", self.display_name))
        wizard = self.env["field.conversion.wizard"].create({"partner_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Turn into client"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_conversion_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_conversion_request"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {}
        return action

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError, ValidationError
from odoo.tools import groupby

_REP = "field_crm.group_field_rep"


class CrmLead(models.Model):
    """Odoo's opportunity, with a level, a reference and missions (S4-41 … S4-54)."""

    _inherit = "crm.lead"

    user_id = fields.Many2one(string="Responsible")
    date_deadline = fields.Date(string="Due date")
    reference = fields.Char(
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="Drawn from a sequence when the opportunity is created.",
    )
    probability_id = fields.Many2one(
        "field.probability",
        string="Probability level",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Chosen by hand. Without a level, Odoo reckons the probability from past "
        "opportunities.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        check_company=True,
        domain="[('id', 'child_of', partner_id), ('id', '!=', partner_id)]",
        help="Whom to talk to at the client's or prospect's.",
    )
    partner_field_status = fields.Selection(
        related="partner_id.commercial_partner_id.field_status",
        string="Prospect or client",
    )
    # Odoo's own salespeople, who are no reps, have no access to missions.
    visit_ids = fields.One2many(
        "field.visit", "lead_id", string="Missions", groups=_REP
    )
    visit_count = fields.Integer(
        compute="_compute_visit_count", string="Missions made", groups=_REP
    )

    _reference_unique = models.UniqueIndex(
        "(reference, COALESCE(company_id, 0)) WHERE reference IS NOT NULL",
        "Another opportunity of the company has this reference already.",
    )

    @api.depends("visit_ids")
    def _compute_visit_count(self):
        counts = self.env["field.visit"]._count_by("lead_id", self)
        for lead in self:
            lead.visit_count = counts.get(lead._origin, 0)

    # Odoo reckons first; what somebody chose by hand then wins.
    @api.depends("probability_id")
    def _compute_probabilities(self):
        result = super()._compute_probabilities()
        for lead in self:
            is_open = lead.active and not lead.stage_id.is_won
            if lead.probability_id and is_open:
                lead.probability = lead.probability_id.percentage
        return result

    @api.depends("contact_id")
    def _compute_contact_name(self):
        result = super()._compute_contact_name()
        for lead in self.filtered("contact_id"):
            lead.contact_name = lead.contact_id.name
        return result

    @api.depends("contact_id")
    def _compute_function(self):
        result = super()._compute_function()
        for lead in self.filtered("contact_id.function"):
            lead.function = lead.contact_id.function
        return result

    @api.onchange("partner_id")
    def _onchange_partner_contact(self):
        family = self.partner_id.commercial_partner_id
        if self.contact_id.commercial_partner_id != family:
            self.contact_id = False

    @api.constrains("contact_id", "partner_id")
    def _check_contact(self):
        for lead in self.sudo().filtered(lambda lead: lead.contact_id):
            family = lead.partner_id.commercial_partner_id
            if lead.contact_id.commercial_partner_id != family:
                raise ValidationError(
                    self.env._(
                        "The person “%(contact)s” is not a contact of “%(partner)s”.",
                        contact=lead.contact_id.name,
                        partner=lead.partner_id.name or "",
                    )
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        if "stage_id" in fields_list and defaults.get("type") == "opportunity":
            # Said when the form opens, not once it has been filled in.
            self._check_is_configured()
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        default_type = self.default_get(["type"]).get("type")
        # Callers may pass one dictionary several times.
        vals_list = [dict(vals) for vals in vals_list]
        opportunities = [
            vals
            for vals in vals_list
            if vals.get("type", default_type) == "opportunity"
        ]
        if opportunities:
            self._check_is_configured()
        unnamed = [vals for vals in opportunities if not vals.get("reference")]
        for company_id, group in groupby(unnamed, lambda vals: vals.get("company_id")):
            references = self._draw_references(company_id, len(group))
            for vals, reference in zip(group, references, strict=True):
                vals["reference"] = reference
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("type") == "opportunity":
            self._check_is_configured()
            self._give_references()
        result = super().write(vals)
        if "probability" in vals and "probability_id" not in vals:
            self._drop_other_levels()
        return result

    def _give_references(self):
        """Number those that have no reference, many of them in two queries."""
        unnamed = self.filtered(lambda lead: not lead.reference)
        for company, leads in unnamed.grouped("company_id").items():
            references = self._draw_references(company.id, len(leads))
            for lead, reference in zip(leads, references, strict=True):
                lead.reference = reference

    def _draw_references(self, company_id, count):
        """Next references of a company, the user's when there is none."""
        sequence = self.env["ir.sequence"].with_company(company_id or self.env.company)
        return sequence._next_batch_by_code("field.opportunity", count)

    def _drop_other_levels(self):
        """A probability typed by hand takes the place of the level.

        What equals the automated one was written by Odoo, not by hand.
        """
        self.filtered(
            lambda lead: (
                lead.won_status == "pending"
                and lead.active
                and lead.probability_id
                and lead.probability_id.percentage != lead.probability
                and lead.automated_probability != lead.probability
            )
        ).probability_id = False

    def _check_is_configured(self):
        """Both stages and levels must exist before any opportunity (S4-42).

        :raises RedirectWarning: for administrators, with a way to the list
        :raises UserError: for everybody else
        """
        stages = self.env["crm.stage"].sudo()
        has_stages = self.stage_id or stages.search_count([], limit=1)
        needs = (
            (
                has_stages,
                "crm.crm_stage_action",
                self.env._("No stage of opportunities has been set up yet."),
                self.env._("Set up the stages"),
            ),
            (
                self.env["field.probability"]._is_any(),
                "field_crm.action_field_probability",
                self.env._("No probability level has been set up yet."),
                self.env._("Set up the probability levels"),
            ),
        )
        for is_met, action, problem, button in needs:
            if is_met:
                continue
            if self.env.user.has_group("field_crm.group_field_admin"):
                raise RedirectWarning(problem, self.env.ref(action).id, button)
            raise UserError(
                self.env._(
                    "%(problem)s Ask an administrator: opportunities need stages and "
                    "probability levels.",
                    problem=problem,
                )
            )

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_restore(self):
        result = super().action_restore()
        for lead in self.filtered("probability_id"):
            lead.probability = lead.probability_id.percentage
        return result

    def _prepare_opportunity_quotation_context(self):
        context = super()._prepare_opportunity_quotation_context()
        if self.env.user.has_group(_REP) and len(self.visit_ids) == 1:
            context["default_visit_id"] = self.visit_ids.id
        return context

    def action_open_missions(self):
        """The missions of this opportunity (S4-52)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_visit"
        )
        action["domain"] = [("lead_id", "=", self.id)]
        action["context"] = self._get_mission_defaults()
        return action

    def action_new_mission(self):
        """A new mission for this opportunity (S4-41, S4-52)."""
        self.ensure_one()
        if not self.partner_id.field_status:
            raise UserError(
                self.env._(
                    "A mission goes to a client or prospect: choose one as the contact "
                    "of the opportunity first."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New mission"),
            "res_model": "field.visit",
            "view_mode": "form",
            "target": "current",
            "context": self._get_mission_defaults(),
        }

    def action_link_mission(self):
        """Look an existing mission up by its reference (S4-41, S4-52)."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Link an existing mission"),
            "res_model": "field.mission.link",
            "view_mode": "form",
            "target": "new",
            "context": {"default_lead_id": self.id},
        }

    def _get_mission_defaults(self):
        return {
            "default_lead_id": self.id,
            "default_partner_id": self.partner_id.id,
            "default_contact_id": self.contact_id.id,
            "default_company_id": self.company_id.id or self.env.company.id,
            "default_source": "opportunity",
        }

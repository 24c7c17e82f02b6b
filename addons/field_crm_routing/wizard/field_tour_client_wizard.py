from odoo import fields, models
from odoo.exceptions import UserError


class FieldTourClientWizard(models.TransientModel):
    """Add somebody to a plan by hand (S0-52), as a client if wished (S0-53)."""

    _name = "field.tour.client.wizard"
    _description = "Client added to a tour plan"

    plan_id = fields.Many2one("field.tour.plan", required=True, ondelete="cascade")
    kind = fields.Selection(
        [("known", "From the client base"), ("new", "Somebody new")],
        string="Whom",
        required=True,
        default="known",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Clients and prospects",
        domain=[("field_status", "!=", False)],
    )
    name = fields.Char()
    street = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    phone = fields.Char()
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    as_client = fields.Boolean(
        string="Add as client",
        help="Keeps it in the client base. Otherwise it is known to this plan alone.",
    )

    def action_add(self):
        """Put it into the plan, and say what was created."""
        self.ensure_one()
        plan = self.plan_id
        plan._lock("draft", "computed", "sent")
        partners = self.partner_ids if self.kind == "known" else self._create_partner()
        if not partners:
            raise UserError(self.env._("Choose at least one client."))
        plan.add_clients(partners.ids)
        if self.kind == "new" and self.as_client:
            message = self.env._(
                "The client “%(name)s” has been created in the client base, with the "
                "reference %(reference)s.",
                name=partners.name,
                reference=partners.ref,
            )
        else:
            message = self.env._(
                "%s added: place by hand, or search again.",
                ", ".join(partners.mapped("name")),
            )
        return plan._notify(message)

    def _create_partner(self):
        if not (self.name or "").strip():
            raise UserError(self.env._("Name: say who is to be visited."))
        has_point = bool(self.latitude or self.longitude)
        if not has_point and not (self.zip and self.city):
            raise UserError(
                self.env._(
                    "“%s”: give a postal code and a town, or coordinates. Without a "
                    "place nobody can be sent there.",
                    self.name,
                )
            )
        values = {
            "name": self.name,
            "is_company": True,
            "street": self.street,
            "zip": self.zip,
            "city": self.city,
            "phone": self.phone,
            "country_id": self.plan_id.company_id.country_id.id,
            "company_id": self.plan_id.company_id.id,
        }
        if self.as_client:
            values["field_status"] = "client"
        if has_point:
            # At once, for a client is refused without a place.
            values["partner_latitude"] = self.latitude
            values["partner_longitude"] = self.longitude
        partner = self.env["res.partner"].create(values)
        if has_point:
            partner._set_position(self.latitude, self.longitude, "address", "manual")
        elif not partner._has_point():
            # Only who is in the client base is placed by itself.
            partner._look_up_town()
        return partner

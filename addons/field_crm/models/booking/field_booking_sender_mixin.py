import textwrap

from odoo import fields, models

from ...engine.client_sheet import sheet_lengths


class FieldBookingSenderMixin(models.AbstractModel):
    """Who asks, and for what, as typed on the booking page.

    Lengths are those of ``engine.booking.LIMITS``. A planner may mend what was typed.
    """

    _name = "field.booking.sender.mixin"
    _description = "Sender of a booking request"

    company_name = fields.Char()
    contact_name = fields.Char(string="Person")
    email = fields.Char(readonly=True, index="btree_not_null")
    phone = fields.Char()
    street = fields.Char(string="Address")
    zip = fields.Char(string="Postal code")
    city = fields.Char(string="Town")
    lang = fields.Char(readonly=True)
    type_id = fields.Many2one(
        "field.visit.type",
        string="Mission type",
        check_company=True,
        ondelete="restrict",
    )
    wish_date = fields.Date(string="Day wished for", readonly=True)
    wish_period = fields.Selection(
        [
            ("any", "Any time of day"),
            ("morning", "Morning"),
            ("afternoon", "Afternoon"),
        ],
        string="Half-day",
        default="any",
        required=True,
        readonly=True,
    )
    message = fields.Text(readonly=True)

    def _get_contact_values(self):
        """Values of a contact person made of what was typed."""
        return {
            "name": self.contact_name,
            "email": self.email,
            "phone": self.phone,
            "lang": self.lang,
        }

    def _get_prospect_values(self):
        """Values of a prospect made of what was typed; the person gets the email."""
        lines = textwrap.wrap(self.street or "", sheet_lengths()["street"])
        names = ("street", "street2", "street3")
        return {
            "name": self.company_name,
            "field_status": "prospect",
            "is_company": True,
            "phone": self.phone,
            **dict(zip(names, lines, strict=False)),
            "zip": self.zip,
            "city": self.city,
            "lang": self.lang,
            "company_id": self.company_id.id,
        }

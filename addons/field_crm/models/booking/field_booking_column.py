from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

_DEFAULT = ("reference", "type", "date", "status", "address")


class FieldBookingColumn(models.Model):
    """A column of the missions that a known person sees on the booking page (S4-24)."""

    _name = "field.booking.column"
    _description = "Column of a booking page"
    _order = "sequence, id"
    _rec_name = "content"

    page_id = fields.Many2one(
        "field.booking.page", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    content = fields.Selection(
        [
            ("reference", "Reference"),
            ("type", "Mission type"),
            ("date", "Date"),
            ("half_day", "Half-day"),
            ("duration", "Duration"),
            ("status", "Status"),
            ("address", "Address"),
            ("rep", "First name of the rep"),
            ("message", "What was asked"),
        ],
        required=True,
        help="Nothing else of a mission can be shown outside.",
    )
    label = fields.Char(
        string="Title", translate=True, help="Left empty: the content's own name."
    )

    _content_unique = models.UniqueIndex(
        "(page_id, content)", "The page has this column already."
    )

    @api.model
    def _get_default_values(self):
        return [
            {"content": content, "sequence": 10 * index}
            for index, content in enumerate(_DEFAULT, 1)
        ]

    def _get_label(self):
        names = dict(self._fields["content"]._description_selection(self.env))
        return self.label or names[self.content]

    def _get_text(self, visit):
        """What the column says of a mission, as plain text."""
        return getattr(self, f"_get_{self.content}")(visit) or ""

    def _get_reference(self, visit):
        return visit.name

    def _get_type(self, visit):
        return visit.type_id.name

    def _get_date(self, visit):
        if not visit.date:
            return False
        zone = self.page_id._get_zone()
        if visit.state == "to_plan":
            # So far it is the client's wish, of which the hour means nothing.
            return self.env._(
                "wished: %(day)s", day=format_date(self.env, visit._get_day(zone))
            )
        return format_datetime(self.env, visit.date, tz=zone, dt_format="short")

    def _get_half_day(self, visit):
        request = visit.booking_request_ids[:1]
        names = dict(request._fields["wish_period"]._description_selection(self.env))
        return names.get(request.wish_period)

    def _get_duration(self, visit):
        minutes = round(visit.duration * 60)
        return self.env._(
            "%(hours)s h %(minutes)s", hours=minutes // 60, minutes=f"{minutes % 60:02}"
        )

    def _get_status(self, visit):
        names = dict(visit._fields["state"]._description_selection(self.env))
        return names[visit.state]

    def _get_address(self, visit):
        place = visit.partner_id
        town = " ".join(filter(None, (place.zip, place.city)))
        return ", ".join(filter(None, (place.street, place.street2, town)))

    def _get_rep(self, visit):
        return (visit.user_id.name or "").split(" ")[0]

    def _get_message(self, visit):
        return visit.booking_request_ids[:1].message

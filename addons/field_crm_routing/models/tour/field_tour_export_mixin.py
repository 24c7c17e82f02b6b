from io import BytesIO

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date
from odoo.tools.misc import file_path

from ...engine.itinerary import (
    Call,
    Fonts,
    RoadBookWords,
    Round,
    SheetWords,
    write_calendar,
    write_gpx,
    write_road_book,
    write_sheet,
)

_FONT = "web/static/fonts/google/Open_Sans/Open_Sans-{}.ttf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "xlsx": _XLSX,
    "gpx": "application/gpx+xml",
    "ics": "text/calendar; charset=utf-8",
    "pdf": "application/pdf",
}


class FieldTourExportMixin(models.AbstractModel):
    """Tours as files: workbook, GPX, iCalendar and the road book on paper (S0-46)."""

    _name = "field.tour.export.mixin"
    _description = "Export of tours"

    def _export_tours(self, tours, kind, title):
        """A file of some tours, of those that the user may read.

        :param tours: ``field.tour``
        :param str kind: key of ``FORMATS``
        :param str title: of the file
        :return: tuple (file name, MIME type, bytes)
        """
        if kind not in FORMATS:
            raise UserError(
                self.env._(
                    "Format: “%(kind)s” is none of %(known)s.",
                    kind=kind,
                    known=", ".join(FORMATS),
                )
            )
        tours.check_access("read")
        rounds = [self._describe_round(tour) for tour in tours.sorted()]
        content = getattr(self, f"_export_{kind}")(rounds, title)
        return f"{title.replace('/', '-')}.{kind}", FORMATS[kind], content

    def _describe_round(self, tour):
        # A rep reads the own tours, not what is around them.
        resource = tour.sudo().resource_id
        plan = tour.sudo().plan_id
        end = "" if resource.end_kind == "anywhere" else resource._get_end().name
        return Round(
            rep=resource.name,
            day=tour.date,
            title=f"{resource.name} – "
            + format_date(self.env, tour.date, date_format="EEEE d MMMM y"),
            start=resource.start_id.name or "",
            end=end or "",
            leaves=plan._to_local(tour.leaves_on or fields.Datetime.now()),
            arrives=plan._to_local(tour.arrives_on or fields.Datetime.now()),
            km=tour.km,
            hours=tour.drive_hours,
            calls=tuple(
                self._describe_call(plan, stop)
                for stop in tour.stop_ids.sorted("sequence")
                if stop.begins_on
            ),
        )

    def _describe_call(self, plan, stop):
        partner = stop.partner_id
        return Call(
            key=f"tour-stop-{stop.id}@{self._get_database_key()}",
            name=partner.name or "",
            address=", ".join(
                filter(
                    None,
                    (
                        partner.street,
                        partner.street2,
                        " ".join(filter(None, (partner.zip, partner.city))),
                    ),
                )
            ),
            phone=partner.phone or partner.mobile or "",
            note=partner._get_place().site_note or "",
            kind=stop.type_id.name or "",
            latitude=partner.partner_latitude,
            longitude=partner.partner_longitude,
            arrives=plan._to_local(stop.arrives_on),
            begins=plan._to_local(stop.begins_on),
            leaves=plan._to_local(stop.leaves_on),
            begins_utc=stop.begins_on,
            leaves_utc=stop.leaves_on,
            km=stop.km,
            minutes=stop.drive_minutes,
        )

    def _get_database_key(self):
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid")

    # ------------------------------------------------------------------
    # Formats
    # ------------------------------------------------------------------

    def _export_xlsx(self, rounds, title):
        words = SheetWords(
            stops=self.env._("Stops"),
            left_out=self.env._("Left out"),
            columns=(
                self.env._("Day"),
                self.env._("Rep"),
                self.env._("Order"),
                self.env._("Client"),
                self.env._("Address"),
                self.env._("Phone"),
                self.env._("Mission type"),
                self.env._("Arrives"),
                self.env._("Begins"),
                self.env._("Leaves"),
                self.env._("km"),
                self.env._("Drive (min)"),
                self.env._("On site"),
            ),
            left_columns=(
                self.env._("Client"),
                self.env._("Town"),
                self.env._("Why it is left out"),
            ),
        )
        stream = BytesIO()
        write_sheet(stream, rounds, self._get_left_rows(), words)
        return stream.getvalue()

    def _get_left_rows(self):
        return ()

    def _export_gpx(self, rounds, title):
        return write_gpx(rounds)

    def _export_ics(self, rounds, title):
        return write_calendar(rounds, fields.Datetime.now())

    def _export_pdf(self, rounds, title):
        words = RoadBookWords(
            title=self.env._("Road book %s", title),
            leaves=self.env._("Leave %(place)s at %(hour)s"),
            arrives=self.env._("Back at %(place)s at %(hour)s"),
            total=self.env._("%(count)s visits · %(km)s km · %(hours)s on the road"),
            drive=self.env._("%(km)s km, %(minutes)s min"),
            page=self.env._("Page %s"),
            nothing=self.env._("No tour."),
        )
        stream = BytesIO()
        fonts = Fonts(
            *(file_path(_FONT.format(style)) for style in ("Regular", "Bold"))
        )
        write_road_book(stream, rounds, words, fonts)
        return stream.getvalue()

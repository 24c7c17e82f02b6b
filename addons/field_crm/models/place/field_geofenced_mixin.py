from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.geofence import (
    MAX_EXTENT,
    MAX_VERTICES,
    Circle,
    GeofenceError,
    GeofenceProblem,
    Point,
    read_polygon,
    write_polygon,
)

MIN_RADIUS, MAX_RADIUS = 5, 5000


class FieldGeofencedMixin(models.AbstractModel):
    """The ground that belongs to a place: a circle or a polygon (S4-05, S4-06)."""

    _name = "field.geofenced.mixin"
    _description = "Place with a geofence"

    geofence_shape = fields.Selection(
        [("circle", "Circle"), ("polygon", "Polygon")],
        string="Shape",
        default="circle",
        help="A circle around the coordinates, or a polygon drawn on the map. "
        "A rep is on site inside of it, or near its edge.",
    )
    geofence_radius = fields.Integer(
        string="Radius",
        help="In metres. 0 is the default of the company.",
    )
    geofence = fields.Json(
        help="The polygon as GeoJSON: longitudes and latitudes, the last corner "
        "repeating the first.",
    )

    _geofence_radius_bounds = models.Constraint(
        f"CHECK (geofence_radius = 0 OR "
        f"geofence_radius BETWEEN {MIN_RADIUS} AND {MAX_RADIUS})",
        "The radius of a geofence is between 5 and 5,000 metres; "
        "0 is the default of the company.",
    )

    @api.constrains("geofence_shape", "geofence")
    def _check_geofence(self):
        for partner in self:
            if not partner.geofence:
                if partner.geofence_shape == "polygon":
                    raise ValidationError(
                        self.env._(
                            "“%(partner)s”: draw the polygon on the map, or choose "
                            "the circle.",
                            partner=partner.display_name,
                        )
                    )
                continue
            try:
                read_polygon(partner.geofence)
            except GeofenceError as error:
                raise ValidationError(
                    self.env._(
                        "“%(partner)s”: %(reason)s",
                        partner=partner.display_name,
                        reason=self._describe_geofence_error(error),
                    )
                ) from error

    @api.onchange("geofence")
    def _onchange_geofence(self):
        """Refuse a polygon when it is drawn rather than when it is saved."""
        if not self.geofence:
            return None
        try:
            self.geofence = write_polygon(read_polygon(self.geofence))
            self.geofence_shape = "polygon"
        except GeofenceError as error:
            self.geofence = False
            self.geofence_shape = "circle"
            reason = self._describe_geofence_error(error)
            return {
                "warning": {
                    "title": self.env._("This polygon cannot be used"),
                    "message": reason[:1].upper() + reason[1:],
                }
            }
        return None

    def _describe_geofence_error(self, error):
        corner = error.corner
        sentences = {
            GeofenceProblem.NOT_A_POLYGON: self.env._(
                "the geofence is no GeoJSON polygon."
            ),
            GeofenceProblem.SEVERAL_RINGS: self.env._(
                "the geofence must have one outline, without holes."
            ),
            GeofenceProblem.BAD_POSITION: self.env._(
                "corner %(corner)s is no pair of longitude and latitude.",
                corner=corner,
            ),
            GeofenceProblem.OUT_OF_BOUNDS: self.env._(
                "corner %(corner)s is not on Earth.", corner=corner
            ),
            GeofenceProblem.NOT_CLOSED: self.env._(
                "the last corner of the geofence must repeat the first."
            ),
            GeofenceProblem.TOO_FEW: self.env._(
                "a polygon needs three corners at least."
            ),
            GeofenceProblem.TOO_MANY: self.env._(
                "a polygon has %(limit)s corners at most.", limit=MAX_VERTICES
            ),
            GeofenceProblem.TOO_LARGE: self.env._(
                "a geofence is %(limit)s km wide at most.", limit=MAX_EXTENT // 1000
            ),
            GeofenceProblem.CROSSES_ITSELF: self.env._(
                "the side that begins at corner %(corner)s crosses another.",
                corner=corner,
            ),
        }
        return sentences[error.problem]

    # ------------------------------------------------------------------
    # For check-ins
    # ------------------------------------------------------------------

    def _get_geofence(self):
        """The ground of the place: an engine's ``Circle`` or ``Polygon``.

        ``None`` for a circle whose centre is unknown.
        """
        place = self._get_place()
        if place.geofence_shape == "polygon" and place.geofence:
            return read_polygon(place.geofence)
        if not (place.partner_latitude or place.partner_longitude):
            return None
        company = (place.company_id or self.env.company).sudo()
        return Circle(
            Point(place.partner_latitude, place.partner_longitude),
            place.geofence_radius or company.field_geofence_radius,
        )

    def _get_geofence_distance(self, latitude, longitude):
        """Metres from a point to the edge of the place's ground (AMB-12).

        Returns
        -------
        float or None
            0 inside; ``None`` when nobody knows where the place is.
        """
        geofence = self._get_geofence()
        return geofence and geofence.distance(Point(latitude, longitude))

from datetime import timedelta

from odoo import api, fields, models

_DAYS_KEPT = 120
MOST_BYTES = 400_000_000


class FieldTravelRow(models.Model):
    """Ways from one place that a road engine has told, so that it is asked once.

    Written and read by ``way_store`` in SQL: a plan of 2,500 clients has 2,500 rows of
    2,500 ways. They belong to no company: the road is everybody's, and a row says
    nothing about who lives at its ends.
    """

    _name = "field.travel.row"
    _description = "Known ways from a place"
    _log_access = False

    source = fields.Char(required=True, help="The road engine.")
    speed = fields.Char(required=True, help="Profile of the means of transport.")
    origin = fields.Char(required=True, help="The place, as a number.")
    latitude = fields.Float(digits=(10, 6), required=True)
    longitude = fields.Float(digits=(10, 6), required=True)
    # Packed by engine.travel.rows, not base64 as the ORM would write it.
    ways = fields.Binary(attachment=False, required=True)
    size = fields.Integer(help="Bytes.")
    used_on = fields.Date(required=True, index=True)

    _origin_unique = models.Constraint(
        "UNIQUE (source, speed, origin)", "The ways from this place are kept already."
    )
    _place = models.Index("(latitude, longitude)")

    @api.autovacuum
    def _gc_unused(self, most=MOST_BYTES):
        """Forget ways that nobody needs any more, and the oldest beyond the limit."""
        self.env.cr.execute(
            """
            WITH aged AS (
                SELECT id, used_on, sum(size) OVER (ORDER BY used_on DESC, id) AS total
                  FROM field_travel_row
            )
            DELETE FROM field_travel_row
             WHERE id IN (SELECT id FROM aged WHERE used_on < %s OR total > %s)
            """,
            [fields.Date.today() - timedelta(days=_DAYS_KEPT), most],
        )

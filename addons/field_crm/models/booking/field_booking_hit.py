from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, hmac

_KEPT = timedelta(days=1)


class FieldBookingHit(models.Model):
    """One attempt of somebody, to be counted: several servers share the count.

    Who it was is kept as a keyed hash only, for a day. Rows are added and never
    changed, so attempts at the same moment do not wait for each other; a limit can be
    passed by as many as arrive in the same instant, not more.
    """

    _name = "field.booking.hit"
    _description = "Attempt on a booking page"
    _log_access = False

    key = fields.Char(required=True)
    moment = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    _by_key = models.Index("(key, moment)")

    @api.model
    def _is_too_often(self, who, limit, hours=1):
        """Count an attempt, unless there were too many already.

        Parameters
        ----------
        who : tuple
            Whose attempts are counted together, such as page and address.
        limit : int
            How many may be made.
        hours : int
            Within how many hours, 24 at most.
        """
        key = hmac(self.sudo().env, "field_booking_hit", who)
        since = fields.Datetime.now() - timedelta(hours=hours)
        hits = self.sudo()
        domain = [("key", "=", key), ("moment", ">", since)]
        # Those beyond the limit leave no row: a flood does not fill the table.
        if hits.search_count(domain, limit=limit) >= limit:
            return True
        hits.create({"key": key})
        return False

    @api.autovacuum
    def _gc_hits(self):
        self.env.cr.execute(
            SQL(
                "DELETE FROM field_booking_hit WHERE moment < %s",
                fields.Datetime.now() - _KEPT,
            )
        )

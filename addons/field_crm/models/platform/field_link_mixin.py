from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL, hash_sign, verify_hash_signed


class FieldLinkMixin(models.AbstractModel):
    """Records that somebody without a login reaches by a signed link.

    The token is Odoo's own HMAC over the record's id, keyed by ``database.secret``:
    nothing in the database, a dump of a table or a log of SQL opens a page, it cannot
    be guessed or passed from one purpose to another, and it ends by itself.
    """

    _name = "field.link.mixin"
    _description = "Reached by a signed link"

    def _get_link_token(self, purpose, expires_on, *more):
        """Token that opens this record for one purpose.

        Parameters
        ----------
        purpose : str
            What the link is for; the token is worth nothing for anything else.
        expires_on : datetime
            Naive, in UTC.
        more : int or str
            Further values to hand over; readable by whoever holds the link.
        """
        self.ensure_one()
        values = [self.id, *more]
        return hash_sign(self.sudo().env, self._get_scope(purpose), values, expires_on)

    @api.model
    def _from_link_token(self, purpose, token):
        """What a token opens.

        Returns
        -------
        tuple
            The record in superuser mode, empty when the token is not ours, has expired
            or its record is gone; then the further values.
        """
        nothing = self.sudo().browse()
        try:
            values = verify_hash_signed(
                self.sudo().env, self._get_scope(purpose), token
            )
        except ValueError:  # not base64, not ASCII, not our version, not JSON
            return nothing, []
        if not values:
            return nothing, []
        return nothing.browse(values[0]).exists(), values[1:]

    def _get_scope(self, purpose):
        return f"{self._name}:{purpose}"

    def _hold_state(self):
        """Hold the row until the end, so that of two browsers one is heard.

        The second one's request is run again by Odoo and finds what the first did.
        """
        self.ensure_one()
        # Not by `lock_for_update`: when the other browser has committed meanwhile,
        # PostgreSQL refuses the row, and the cursor would log what is no failure.
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %(table)s WHERE id = %(id)s FOR UPDATE SKIP LOCKED",
                table=SQL.identifier(self._table),
                id=self.id,
            ),
            log_exceptions=False,
        )
        if not self.env.cr.rowcount:
            raise ConcurrencyError(f"{self} is being answered")
        self.invalidate_recordset(["state"])

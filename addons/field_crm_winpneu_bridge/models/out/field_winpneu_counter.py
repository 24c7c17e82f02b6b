from odoo import fields, models
from odoo.tools import SQL


class FieldWinpneuCounter(models.Model):
    """The number of the last event of each client.

    Whoever takes a number holds the row until the transaction ends: a second one waits,
    and then meets a serialisation error that Odoo answers by trying again. Hence no
    event becomes visible before an earlier one of the same client.
    """

    _name = "field.winpneu.counter"
    _description = "Counter of a client's events"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    last_number = fields.Integer(required=True)

    _once = models.UniqueIndex("(partner_id)")

    def _take(self, partner, count=1):
        """The first of ``count`` new numbers of a client."""
        row = self.env.execute_query(
            SQL(
                """
                INSERT INTO field_winpneu_counter (partner_id, last_number)
                     VALUES (%(partner)s, %(count)s)
                ON CONFLICT (partner_id) DO UPDATE
                        SET last_number =
                            field_winpneu_counter.last_number + %(count)s
                  RETURNING last_number
                """,
                partner=partner.id,
                count=count,
            )
        )
        return row[0][0] - count + 1

from odoo import api, models
from odoo.tools import SQL


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def _next_batch_by_code(self, code, count):
        """Draw several numbers of the sequence at once.

        Same answers as ``count`` calls of ``next_by_code``. The usual sequence, which
        may leave gaps, takes two queries whatever the count.

        Returns
        -------
        list of str
            In ascending order; as many ``False`` when no sequence has the code.
        """
        companies = [self.env.company.id, False]
        sequence = self.sudo().search(
            [("code", "=", code), ("company_id", "in", companies)],
            order="company_id",
            limit=1,
        )
        if not sequence:
            return [False] * count
        if sequence.implementation != "standard" or sequence.use_date_range:
            return [sequence._next() for _index in range(count)]
        self.env.cr.execute(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        numbers = [number for (number,) in self.env.cr.fetchall()]
        # As `get_next_char`, which would look at the calendar for each of them.
        prefix, suffix = sequence._get_prefix_suffix()
        return [f"{prefix}{number:0{sequence.padding}d}{suffix}" for number in numbers]

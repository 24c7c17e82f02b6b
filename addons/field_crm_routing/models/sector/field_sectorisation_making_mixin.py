import numpy as np

from odoo import models
from odoo.exceptions import UserError

from ...engine.sector import SectorError, make_sectors
from .sector_areas import measure_clients
from .sector_preview import make_preview


class FieldSectorisationMakingMixin(models.AbstractModel):
    """Work the sectors out, in the background."""

    _name = "field.sectorisation.making.mixin"
    _description = "Sectors being worked out"

    def _make_sectors(self, work):
        work._advance(0, note=self.env._("Reading the clients…"))
        placed = self.partner_ids.filtered(lambda each: each._has_point())
        placed = placed.sorted("id")
        if not placed:
            raise UserError(
                self.env._("None of the clients has coordinates: place them first.")
            )
        lines = self._get_lines()
        work._advance(30, note=self.env._("Working the sectors out…"))
        number_of = {line["sector_id"]: n for n, line in enumerate(lines)}
        today = np.array([number_of.get(each.sector_id.id, -1) for each in placed])
        if self.mode == "new":
            today[:] = -1
        areas = measure_clients(placed)
        try:
            made = make_sectors(
                areas,
                len(lines),
                today=today,
                fixed=self._get_fixed(placed, today),
                preferred=self._get_preferred(placed),
                most_moves=self._get_most_moves(today),
            )
        except SectorError as error:
            raise UserError(self._describe_error(error, lines)) from error
        work._advance(90)
        self._write_outcome(placed, areas, lines, made, today)

    def _get_lines(self):
        """Values of the sectors to make: those chosen, or new ones."""
        if self.mode == "existing":
            return [
                {"name": sector.name, "sector_id": sector.id, "color": sector.color}
                for sector in self.sector_ids
            ]
        return [
            {
                "name": self.env._(
                    "%(name)s – sector %(number)s", name=self.name, number=number
                ),
                "sector_id": False,
                "color": (number - 1) % 11 + 1,
            }
            for number in range(1, self.sector_count + 1)
        ]

    def _get_fixed(self, placed, today):
        fixed = np.full(len(placed), -1)
        staying = set(self.fixed_partner_ids.ids)
        for number, partner in enumerate(placed):
            if partner.id in staying:
                fixed[number] = today[number]
        return fixed

    def _get_preferred(self, placed):
        if not self.with_reps or self.mode == "new":
            return None
        sector_of = {}
        for number, sector in enumerate(self.sector_ids):
            for user in sector.user_ids:
                sector_of.setdefault(user, number)
        return np.array([sector_of.get(each.user_id, -1) for each in placed])

    def _get_most_moves(self, today):
        if self.most_moves >= 100 or self.mode == "new":
            return None
        return int((today >= 0).sum() * self.most_moves / 100)

    def _describe_error(self, error, lines):
        if error.code == "fixed_overfull":
            return self.env._(
                "“%s” has more clients that stay than its share of the work: let some "
                "of them go.",
                lines[error.limit]["name"],
            )
        return self.env._("The sectors cannot be worked out: %s.", error.code)

    def _write_outcome(self, placed, areas, lines, made, today):
        self.line_ids.unlink()
        arriving = (made.sector_of != today) | (today < 0)
        self.env["field.sectorisation.line"].create(
            [
                {
                    "sectorisation_id": self.id,
                    "number": number,
                    "client_count": int((made.sector_of == number).sum()),
                    "arriving_count": int(
                        ((made.sector_of == number) & arriving).sum()
                    ),
                    "leaving_count": int(((today == number) & arriving).sum()),
                    "hours": float(made.work[number]),
                    "hours_before": float(areas.work[today == number].sum()),
                    **line,
                }
                for number, line in enumerate(lines)
            ]
        )
        self.write(
            {
                "state": "computed",
                "spread": 100 * made.spread,
                "moved_count": made.moved,
                "lost_count": len(self.partner_ids) - len(placed),
                "preview": make_preview(
                    areas.positions, today, made.sector_of, len(lines)
                ),
                "outcome": {
                    "partners": placed.ids,
                    "lines": made.sector_of.tolist(),
                    "before": [each.sector_id.id for each in placed],
                },
            }
        )

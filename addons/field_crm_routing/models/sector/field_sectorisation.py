import numpy as np

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

_MOST_SECTORS = 200
_CHUNK = 2000
# Nobody follows a client for its sector, and 100,000 notes would say what one does.
_QUIET = {"tracking_disable": True}


class FieldSectorisation(models.Model):
    """Sectors of equal work, seen on the map before they are accepted (S0-54).

    What is accepted is kept in the clients' sector, and can be undone.
    """

    _name = "field.sectorisation"
    _description = "Sectorisation"
    _inherit = ["mail.thread", "field.worked.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        required=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code(
            "field.sectorisation"
        ),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "Parameters"),
            ("computing", "Computing"),
            ("computed", "Preview"),
            ("applied", "Accepted"),
            ("undone", "Undone"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        tracking=True,
        copy=False,
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "field_sectorisation_partner_rel",
        "sectorisation_id",
        "partner_id",
        string="Clients and prospects",
        check_company=True,
    )
    partner_count = fields.Integer(string="Selected", compute="_compute_partner_count")
    mode = fields.Selection(
        [("existing", "Share out among these sectors"), ("new", "Make new sectors")],
        string="What to make",
        required=True,
        default="existing",
    )
    sector_ids = fields.Many2many("field.sector", string="Sectors", check_company=True)
    sector_count = fields.Integer(string="How many", default=2, required=True)
    most_moves = fields.Integer(
        string="Most clients that change (%)",
        default=100,
        required=True,
        help="Of those that have one of these sectors today.",
    )
    fixed_partner_ids = fields.Many2many(
        "res.partner",
        "field_sectorisation_fixed_rel",
        "sectorisation_id",
        "partner_id",
        string="Clients that stay",
        check_company=True,
        help="They keep the sector that they have, whatever comes out.",
    )
    with_reps = fields.Boolean(
        string="Rather with their own rep",
        help="Clients rather come into a sector of the rep that they are attached to.",
    )
    line_ids = fields.One2many("field.sectorisation.line", "sectorisation_id")
    spread = fields.Float(
        string="Unequal by (%)",
        readonly=True,
        copy=False,
        help="How far the work of a sector lies from the mean, at most.",
    )
    moved_count = fields.Integer(string="Change sector", readonly=True, copy=False)
    lost_count = fields.Integer(
        string="Without coordinates",
        readonly=True,
        copy=False,
        help="They keep the sector that they have.",
    )
    # {"partners": ids, "lines": number of each one's line, "before": its sector}
    outcome = fields.Json(readonly=True, copy=False)
    # What the map shows of it; see ``make_preview``.
    preview = fields.Json(readonly=True, copy=False)

    _count_in_bounds = models.Constraint(
        f"CHECK (sector_count BETWEEN 1 AND {_MOST_SECTORS})",
        f"How many: from 1 to {_MOST_SECTORS} sectors.",
    )
    _moves_in_bounds = models.Constraint(
        "CHECK (most_moves BETWEEN 0 AND 100)",
        "Most clients that change: from 0 to 100 %.",
    )

    def _compute_partner_count(self):
        for record in self:
            record.partner_count = len(record.partner_ids)

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

    def action_compute(self):
        """Work the sectors out in the background; nothing changes yet."""
        self._lock("draft", "computed")
        if not self.partner_ids:
            raise UserError(self.env._("Clients: select at least one."))
        if self.mode == "existing" and not self.sector_ids:
            raise UserError(
                self.env._("Sectors: choose those to share the clients out among.")
            )
        self.state = "computing"
        self._start_work(
            "_make_sectors", self.env._("Sectors: %s", self.name), total=100
        )
        return True

    def _make_sectors(self, work):
        # numpy is loaded by those who reckon with it alone.
        from ...engine.sector import SectorError, make_sectors
        from .sector_areas import measure_clients

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
        from .sector_preview import make_preview

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

    @api.readonly
    def get_preview(self):
        """The sectors on a map, before they are accepted.

        Returns
        -------
        dict
            ``name``, ``state``, ``may_accept``, ``moved``, ``lost``, ``spread`` in %;
            ``sectors``: list of {number, name, clients, clients_before, hours,
            hours_before, arriving, leaving}; the rest as ``make_preview``.
        """
        self.ensure_one()
        self.check_access("read")
        nothing = {"before": [], "after": [], "points": [], "flows": [], "clients": 0}
        return {
            "name": self.name,
            "state": self.state,
            "may_accept": self.state == "computed",
            "moved": self.moved_count,
            "lost": self.lost_count,
            "spread": round(self.spread, 1),
            "sectors": [
                {
                    "number": line.number,
                    "name": line.name,
                    "clients": line.client_count,
                    "clients_before": line.client_count
                    - line.arriving_count
                    + line.leaving_count,
                    "hours": round(line.hours, 1),
                    "hours_before": round(line.hours_before, 1),
                    "arriving": line.arriving_count,
                    "leaving": line.leaving_count,
                }
                for line in self.line_ids
            ],
            **(self.preview or nothing),
        }

    def action_open_preview(self):
        """The sectors on the map, before and after."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "field_crm_routing.action_field_sector_preview"
        )
        return {**action, "context": {"active_id": self.id}}

    def action_open_moves(self, before=None, after=None):
        """The clients that change, all or those of one move.

        :param int before, after: numbers of sectors, -1 for none of these
        """
        self.ensure_one()
        self.check_access("read")
        outcome = self.outcome or {"partners": [], "lines": [], "before": []}
        number_of = {line.sector_id.id: line.number for line in self.line_ids}
        ids = []
        for partner, sector, found in zip(
            outcome["partners"], outcome["before"], outcome["lines"], strict=True
        ):
            known = number_of.get(sector, -1) if sector else -1
            is_wanted = before is None or (known, found) == (before, after)
            if known != found and is_wanted:
                ids.append(partner)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change sector: %s", self.name),
            "res_model": "res.partner",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", ids)],
        }

    def action_discard(self):
        """Throw the preview away: nothing has been written, nothing is."""
        self._lock("computed")
        self.line_ids.unlink()
        self.write(
            {
                "state": "draft",
                "outcome": False,
                "preview": False,
                "spread": 0,
                "moved_count": 0,
                "lost_count": 0,
            }
        )
        return True

    # ------------------------------------------------------------------
    # Acceptance
    # ------------------------------------------------------------------

    def action_apply(self):
        """Write the sectors into the clients, where they are kept (S0-54)."""
        self._lock("computed")
        for line in self.line_ids.filtered(lambda each: not each.sector_id):
            line.sector_id = self.env["field.sector"].create(
                {
                    "name": line.name,
                    "color": line.color,
                    "company_id": self.company_id.id,
                }
            )
        sector_of = {line.number: line.sector_id.id for line in self.line_ids}
        wanted = [sector_of[number] for number in self.outcome["lines"]]
        self._move(self.outcome["before"], wanted)
        self.state = "applied"
        return True

    def action_undo(self):
        """Give back the sectors that nobody has changed since."""
        self._lock("applied")
        sector_of = {line.number: line.sector_id.id for line in self.line_ids}
        given = [sector_of.get(number, False) for number in self.outcome["lines"]]
        self._move(given, self.outcome["before"])
        self.state = "undone"
        return True

    def _move(self, present, wanted):
        """Change the sector of the clients whose present one is as expected."""
        partners = self.env["res.partner"].browse(self.outcome["partners"]).exists()
        partners = partners.with_context(**_QUIET)
        expected = dict(zip(self.outcome["partners"], present, strict=True))
        target = dict(zip(self.outcome["partners"], wanted, strict=True))
        to_move = partners.filtered(
            lambda each: (
                each.sector_id.id == (expected[each.id] or False)
                and each.sector_id.id != (target[each.id] or False)
            )
        )
        known = set(self.env["field.sector"].browse(set(wanted) - {False}).exists().ids)
        for sector_id, same in to_move.grouped(lambda each: target[each.id]).items():
            for start in range(0, len(same), _CHUNK):
                same[start : start + _CHUNK].sector_id = (
                    sector_id if sector_id in known else False
                )

    # ------------------------------------------------------------------
    # State
    # ------------------------------------------------------------------

    def _lock(self, *states):
        self.ensure_one()
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("“%s” is being worked on right now.", self.name)
            ) from error
        self.invalidate_recordset(["state"])
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(name)s” cannot be changed like this now: %(state)s.",
                    name=self.name,
                    state=labels[self.state],
                )
            )

    def _on_work_ended(self, work):
        for record in self.filtered(lambda each: each.state == "computing"):
            record.state = "computed" if record.outcome else "draft"

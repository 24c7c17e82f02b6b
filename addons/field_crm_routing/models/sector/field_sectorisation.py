from odoo import fields, models
from odoo.exceptions import UserError

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
    _inherit = [
        "mail.thread",
        "field.worked.mixin",
        "field.sectorisation.making.mixin",
        "field.sectorisation.preview.mixin",
        "field.lock.mixin",
    ]
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

    def _on_work_ended(self, work):
        for record in self.filtered(lambda each: each.state == "computing"):
            record.state = "computed" if record.outcome else "draft"

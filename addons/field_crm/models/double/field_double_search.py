from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine.doubles import find_pairs, group
from .double_accounts import AccountReader, group_values

# A transaction that was open when the last search began may have ended after it.
_MARGIN = timedelta(hours=1)
_BATCH = 500


class FieldDoubleSearch(models.Model):
    """A search for doubles over the whole base, in the background.

    The first looks at everything. Later ones compare what was changed since with
    everything, and keep the rest of what was found.
    """

    _name = "field.double.search"
    _inherit = ["field.worked.mixin"]
    _description = "Search for doubles"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Started by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
    )
    with_archived = fields.Boolean(
        string="Archived records as well",
        help="A deleted prospect may be what somebody has typed anew.",
    )
    is_full = fields.Boolean(
        string="Compare everything anew",
        help="Otherwise only what was changed since the last search is compared with "
        "the base.",
    )
    looked_until = fields.Datetime(readonly=True)
    account_count = fields.Integer(string="Clients and prospects", readonly=True)
    compared_count = fields.Integer(
        string="Records compared",
        readonly=True,
        help="Changed since the search before.",
    )
    double_count = fields.Integer(string="Possible doubles", readonly=True)
    new_count = fields.Integer(string="New ones", readonly=True)

    @api.depends("create_date")
    def _compute_display_name(self):
        for search in self:
            search.display_name = self.env._("Search for doubles")

    # ------------------------------------------------------------------
    # Starting
    # ------------------------------------------------------------------

    def action_start(self):
        """« Chercher »: in the background; the form shows how far it is."""
        self.ensure_one()
        self.env["field.merge"]._check_may_merge()
        self._check_none_running()
        self._start_work("_search_doubles", self.env._("Search for doubles"), 100)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Search for doubles"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _check_none_running(self):
        running = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("work_id.state", "in", ("waiting", "running")),
            ],
            limit=1,
        )
        if running:
            raise UserError(
                self.env._(
                    "%(user)s has started a search already: wait until it ends.",
                    user=running.user_id.name,
                )
            )

    @api.model
    def _cron_search_doubles(self):
        """Search every week, for the companies that have switched it on."""
        companies = self.env["res.company"].search([("field_double_weekly", "=", True)])
        for company in companies:
            search = self.with_company(company).create({})
            try:
                search._check_none_running()
            except UserError:
                search.unlink()
                continue
            search._start_work("_search_doubles", self.env._("Search for doubles"), 100)

    @api.model
    def _look_again(self, partners):
        """Let the next search compare these anew."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = %s WHERE id = ANY(%s)",
            [fields.Datetime.now(), partners.ids],
        )
        partners.invalidate_recordset(["write_date"])

    # ------------------------------------------------------------------
    # Searching
    # ------------------------------------------------------------------

    def _search_doubles(self, work):
        """Run in the background, over what the user may see and what not.

        What is found of hidden prospects is shown to those only who may see them.
        """
        self = self.sudo()
        self.env.flush_all()
        now = fields.Datetime.now()
        work._advance(0, 100, self.env._("Reading the base"))
        reader = AccountReader(self.env, self.company_id, self.with_archived)
        accounts = reader.load()
        changed = self._get_changed(reader)
        work._advance(5, 100, self.env._("Comparing"))
        pairs = find_pairs(
            accounts,
            changed,
            advance=lambda share: work._advance(5 + int(80 * share), 100),
        )
        work._advance(85, 100, self.env._("Noting what was found"))
        kept = self._get_kept_pairs(reader.rows, changed)
        exceptions = self.env["field.double.exception"]._get_pairs()
        exceptions |= {
            tuple(sorted((account.id, account.family)))
            for account in accounts
            if account.family != account.id
        }
        groups = group([*pairs, *kept], exceptions)
        new_count = self._store(groups, reader, work)
        self.write(
            {
                "looked_until": now,
                "account_count": len(accounts),
                "compared_count": len(accounts if changed is None else changed),
                "double_count": len(groups),
                "new_count": new_count,
            }
        )

    def _get_changed(self, reader):
        """Identifiers of what was changed since the last search; ``None`` for all."""
        last = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("looked_until", "!=", False),
                ("with_archived", "=", self.with_archived),
            ],
            limit=1,
        )
        if self.is_full or not last:
            return None
        since = last.looked_until - _MARGIN
        return {id_ for id_, row in reader.rows.items() if row["write_date"] >= since}

    def _get_doubles(self):
        return self.env["field.double"].search(
            [("company_id", "in", (False, self.company_id.id))]
        )

    def _get_kept_pairs(self, rows, changed):
        """Pairs found before of which neither record was changed."""
        if changed is None:
            return []
        return [
            pair
            for pair in self._get_doubles().pair_ids._to_pair()
            if not {pair.low, pair.high} & changed
            and {pair.low, pair.high} <= rows.keys()
        ]

    def _store(self, groups, reader, work):
        """Keep what was found before, take away what is no more; returns the new."""
        known = {}
        for double in self._get_doubles().with_context(active_test=False):
            pairs = double.pair_ids._to_pair()
            known[frozenset((one.low, one.high, one.score) for one in pairs)] = double
        wanted = {
            frozenset((one.low, one.high, one.score) for one in each.pairs): each
            for each in groups
        }
        self.env["field.double"].union(
            *(double for key, double in known.items() if key not in wanted)
        ).unlink()
        new = [each for key, each in wanted.items() if key not in known]
        for start in range(0, len(new), _BATCH):
            self.env["field.double"].create(
                [
                    group_values(self.env, each, reader.rows)
                    for each in new[start : start + _BATCH]
                ]
            )
            work._advance(85 + 15 * start // len(new), 100)
        return len(new)

    # ------------------------------------------------------------------
    # Afterwards
    # ------------------------------------------------------------------

    def action_open_doubles(self):
        """Open what was found."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_double"
        )

    @api.autovacuum
    def _gc_old_searches(self):
        """Keep the last ones of each company: the next search goes on from there."""
        old = fields.Datetime.now() - timedelta(days=90)
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            searches = self.sudo().search([("company_id", "=", company.id)])
            searches[10:].filtered(
                lambda one: (
                    one.create_date < old
                    and one.work_state not in ("waiting", "running")
                )
            ).unlink()

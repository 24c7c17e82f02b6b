from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine.merge import propose_values
from ..prospect.field_doubles_mixin import DOUBLES_COMPARED
from .recorder import recording

_MERGERS = ("field_crm.group_field_manager", "field_crm.group_field_accountant")


class FieldMerge(models.Model):
    """A merge of several records into one: who, when, what moved; it can be undone.

    Sources are kept, archived, with all their values and with what the survivor has the
    like of (the same follower, a location's second opening hours); the rest moves. The
    journal holds each row that changed as it was and as it became.
    """

    _name = "field.merge"
    _inherit = [
        "field.merge.check.mixin",
        "field.merge.comparison.mixin",
        "field.merge.undo.mixin",
    ]
    _description = "Merge of contacts"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    survivor_id = fields.Many2one(
        "res.partner",
        string="Record kept",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    source_ids = fields.Many2many(
        "res.partner",
        string="Records merged into it",
        readonly=True,
        context={"active_test": False},
    )
    user_id = fields.Many2one(
        "res.users",
        string="Merged by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Datetime(
        string="Merged on", required=True, readonly=True, default=fields.Datetime.now
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    has_prospect = fields.Boolean(readonly=True)
    state = fields.Selection(
        [("done", "Merged"), ("undone", "Undone")],
        required=True,
        readonly=True,
        default="done",
        index=True,
    )
    moved_text = fields.Text(string="What moved", readonly=True)
    stayed_text = fields.Text(
        string="What stayed with the merged records",
        readonly=True,
        help="The record kept has the like of it already.",
    )
    lost_text = fields.Text(string="Values not kept", readonly=True)
    journal = fields.Json(readonly=True, prefetch=False, groups="base.group_system")
    alias_ids = fields.One2many("field.partner.alias", "merge_id", readonly=True)
    undone_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    undone_on = fields.Datetime(readonly=True)
    conflict_text = fields.Text(string="What could not be put back", readonly=True)

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    @api.model
    def _check_may_merge(self):
        user = self.env.user
        if self.env.su or any(user.has_group(group) for group in _MERGERS):
            return
        raise AccessError(
            self.env._(
                "Only a manager, an accountant or an administrator may merge records."
            )
        )

    # ------------------------------------------------------------------
    # Merging
    # ------------------------------------------------------------------

    @api.model
    def merge(self, partner_ids, survivor_id, choices=None, options=None):
        """Merge records into one of them; nothing is lost, and it can be undone.

        Parameters
        ----------
        partner_ids : list of int
            The records, the one to keep among them.
        survivor_id : int
            The record to keep.
        choices : dict of str to int, optional
            Whose value to keep of each field or unit, as ``compare`` names them; what
            is left out is the survivor's, or the first that is not blank.
        options : dict, optional
            ``stamps``: those that ``compare`` gave, to refuse what has been edited
            since; ``different_codes``: that two codes of the ERP are meant to become
            one; ``places``: identifiers of those whose address becomes a location.

        Returns
        -------
        int
            Identifier of the ``field.merge``.

        Raises
        ------
        AccessError, UserError
            For whoever may not, what may not become one, and what somebody else is
            changing at this moment.
        """
        options = options or {}
        partners = self._browse_for_merge(partner_ids)
        survivor = partners.filtered(lambda one: one.id == survivor_id)
        if not survivor:
            raise UserError(self.env._("Choose which record is kept."))
        self._lock(partners)
        self._check_stamps(partners, options.get("stamps"))
        self._check_mergeable(partners, survivor)
        self._check_codes(partners, options.get("different_codes"))
        if not all(map(self._is_key_shown, choices or {})):
            raise AccessError(self.env._("You may not choose a value that is hidden."))
        merge = self._merge(partners, survivor, choices or {}, options)
        self.env["field.double"]._on_merged(partners - survivor, survivor)
        return merge.id

    def _merge(self, partners, survivor, choices, options):
        """Do what has been checked, in superuser mode: rows of others move too."""
        engine = self.with_context(
            active_test=False,
            tracking_disable=True,
            field_merging=True,
            field_doubles=DOUBLES_COMPARED,
            field_place_optional=True,
        ).sudo()
        partners, survivor = (one.with_env(engine.env) for one in (partners, survivor))
        sources = partners - survivor
        worker = engine.env["field.merge.values"]
        values = worker._get_values(partners)
        chosen = engine._get_chosen(values, partners, survivor, choices)
        lost = engine._describe_lost(values, chosen, partners)
        merge = engine.create(
            {
                "name": survivor.name,
                "survivor_id": survivor.id,
                "source_ids": [fields.Command.set(sources.ids)],
                "company_id": survivor.company_id.id,
                "user_id": self.env.uid,
                "has_prospect": bool(partners.prospect_id),
                "lost_text": lost,
            }
        )
        aliases = engine._get_aliases(survivor, sources, chosen)
        with recording(engine.env) as recorder:
            sources.write({"merged_into_id": survivor.id})
            engine._write_status(survivor, partners)
            worker._write_values(recorder, survivor, chosen)
            worker._fill_company_values(recorder, survivor, sources)
            mover = engine.env["field.merge.mover"]
            engine.env.flush_all()
            moved, stayed = mover._move_all(recorder, sources, survivor)
            engine._compute_derived()
            worker._write_park(
                survivor,
                {
                    int(key[5:]): values[key][partner.id]
                    for key, partner in chosen.items()
                    if key.startswith("park.")
                },
            )
            survivor._keep_one_main_contact()
            sources.write({"active": False})
            engine._make_places(recorder, survivor, sources, options.get("places"))
            engine._make_aliases(recorder, merge, survivor, aliases)
            engine.env.flush_all()
            journal = recorder.journal()
        merge.write(
            {
                "journal": journal.to_json(),
                "moved_text": self._list_counts(moved),
                "stayed_text": self._list_counts(stayed),
            }
        )
        merge._post_note()
        return merge.with_env(self.env)

    def _get_chosen(self, values, partners, survivor, choices):
        """{field or unit: partner whose value is kept}, what the user chose first."""
        order = [survivor.id, *(partners - survivor).ids]
        proposed = propose_values(values, order)
        unknown = set(choices.values()) - set(order)
        if unknown or not choices.keys() <= proposed.keys():
            raise UserError(self.env._("These values are not of the compared records."))
        proposed.update(choices)
        return {key: partners.browse(record) for key, record in proposed.items()}

    def _write_status(self, survivor, partners):
        """One client among them makes a client; one active record an active one."""
        values = {}
        if "client" in partners.mapped("field_status") and (
            survivor.field_status != "client"
        ):
            values["field_status"] = "client"
        if not survivor.active and any(partners.mapped("active")):
            values["active"] = True
        if not survivor.is_company and any(partners.mapped("is_company")):
            values["is_company"] = True
        numbers = {
            number
            for partner in partners
            for number in (partner.double_numbers or "").split()
        }
        if numbers - set((survivor.double_numbers or "").split()):
            values["double_numbers"] = " ".join(sorted(numbers))
        dates = [date for date in partners.mapped("last_movement_date") if date]
        if dates and max(dates) != survivor.last_movement_date:
            values["last_movement_date"] = max(dates)
        if values:
            survivor.write(values)

    @api.model
    def _compute_derived(self):
        """Compute what follows from the moved rows, but nothing that people type.

        The rep of a quote is computed from the client as long as nobody chooses
        another; a quote of last year must not change hands because of a merge.
        """
        env = self.env
        while pending := list(env.fields_to_compute()):
            for field in pending:
                records = env.records_to_compute(field)
                if field.readonly or field.related:
                    records._recompute_field(field)
                else:
                    env.remove_to_compute(field, records)

    # ------------------------------------------------------------------
    # What the merge makes
    # ------------------------------------------------------------------

    def _get_aliases(self, survivor, sources, chosen):
        """{(kind, value)} that the survivor will not bear itself."""
        keeps, had = set(), set()
        for kind, names in (
            ("ref", ("ref",)),
            ("code", ("client_code",)),
            ("name", ("name", "internal_name")),
            ("phone", ("phone", "mobile", "other_phone", "fax")),
            ("email", ("email",)),
        ):
            for name in names:
                keeps.add((kind, chosen[name][name]))
                had |= {(kind, partner[name]) for partner in survivor | sources}
        return sorted((kind, value) for kind, value in had - keeps if value)

    def _make_aliases(self, recorder, merge, survivor, aliases):
        records = self.env["field.partner.alias"].create(
            [
                {
                    "partner_id": survivor.id,
                    "merge_id": merge.id,
                    "kind": kind,
                    "value": value,
                }
                for kind, value in aliases
            ]
        )
        recorder.created += [(records._name, record.id) for record in records]

    def _make_places(self, recorder, survivor, sources, partner_ids):
        """Keep addresses as locations of the survivor (S1-16)."""
        for source in sources.filtered(lambda one: one.id in (partner_ids or ())):
            place = self.env["res.partner"].create(
                {
                    "name": source.name,
                    "parent_id": survivor.id,
                    "type": "site",
                    "company_id": survivor.company_id.id,
                    "user_id": survivor.user_id.id,
                    **{
                        name: source[name]
                        if not isinstance(source[name], models.BaseModel)
                        else source[name].id
                        for name in self._get_place_fields()
                    },
                }
            )
            recorder.created.append((place._name, place.id))

    def _list_counts(self, counts):
        return "\n".join(
            self.env._("%(what)s: %(count)s", what=label, count=count)
            for label, count in sorted(counts.items())
        )

    def _post_note(self):
        """Say in the discussion of the record kept what it is made of."""
        sections = [
            (self.env._("What moved"), self.moved_text),
            (self.env._("Values not kept"), self.lost_text),
        ]
        names = ", ".join(
            " ".join(filter(None, (source.name, source.client_code or source.ref)))
            for source in self.source_ids
        )
        body = Markup("<p>%s</p>") % self.env._(
            "%(names)s: merged into this record.", names=names
        )
        for title, text in sections:
            if text:
                items = Markup().join(
                    Markup("<li>%s</li>") % line for line in text.splitlines()
                )
                body += Markup("<p><b>%s</b></p><ul>%s</ul>") % (title, items)
        self._post_on(self.survivor_id, body)

    def _post_on(self, partner, body):
        partner.sudo().with_context(mail_post_autofollow_author_skip=True).message_post(
            body=body, author_id=self.env.user.partner_id.id
        )

    # ------------------------------------------------------------------
    # Retention
    # ------------------------------------------------------------------

    @api.autovacuum
    def _gc_old_merges(self):
        """Forget what was before a merge as long ago as logs are kept (S3-112).

        From then on it cannot be undone; the merged records still lead to the one kept.
        """
        companies = self.env["res.company"].sudo()
        for company in companies.search([("field_log_retention_months", ">", 0)]):
            oldest = fields.Datetime.subtract(
                fields.Datetime.now(), months=company.field_log_retention_months
            )
            self.sudo().search(
                [("company_id", "in", (False, company.id)), ("date", "<", oldest)]
            ).unlink()

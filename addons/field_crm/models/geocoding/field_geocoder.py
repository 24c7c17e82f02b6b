from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.geocoder import (
    KINDS,
    PATIENCE,
    Address,
    ProviderError,
    Verdict,
    judge,
    pause_after,
)

# Where the Base Adresse Nationale knows the streets; elsewhere OpenStreetMap does.
_BAN_COUNTRIES = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF")
_CHUNK = 50


class FieldGeocoder(models.Model):
    """A provider of street positions for a company, and its circuit breaker (S0-36).

    A run asks for the addresses that are to be looked for, in chunks, each committed
    before the next is asked for. Nothing is waiting for it: a provider in trouble is
    left alone, longer each time, and what it was not asked stays to be looked for.
    """

    _name = "field.geocoder"
    _inherit = "field.worked.mixin"
    _description = "Provider of positions"
    _rec_name = "kind"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    kind = fields.Selection(
        [("ban", "Base Adresse Nationale"), ("nominatim", "OpenStreetMap")],
        required=True,
    )
    failures = fields.Integer(string="Failures in a row")
    paused_until = fields.Datetime(string="Left alone until")
    problem = fields.Char(string="Last failure")

    _once = models.Constraint(
        "UNIQUE (company_id, kind)", "This company has this provider already."
    )

    # ------------------------------------------------------------------
    # Starting
    # ------------------------------------------------------------------

    @api.model
    def _wake(self):
        """Look for addresses as soon as this transaction is committed."""
        self.env.ref("field_crm.ir_cron_geocode").sudo()._trigger()

    @api.model
    def _cron_locate(self):
        """Start a run for every provider that is on, free and has something to do."""
        companies = self.env["res.company"].search(
            [("field_geocode_enabled", "=", True)]
        )
        for company in companies:
            for kind in KINDS:
                self._of(company, kind)._start()

    @api.model
    def _of(self, company, kind):
        found = self.search([("company_id", "=", company.id), ("kind", "=", kind)])
        return found or self.create({"company_id": company.id, "kind": kind})

    def _start(self):
        now = fields.Datetime.now()
        is_busy = self.work_state in ("waiting", "running")
        if not self._get_url() or is_busy or (self.paused_until or now) > now:
            return
        total = self.env["res.partner"].search_count(self._get_domain())
        if total:
            me = self.with_company(self.company_id).with_context(
                lang=self.company_id.partner_id.lang
            )
            name = me.env._("Search of addresses (%(count)s)", count=total)
            me._start_work("_locate", name, total=total)

    def _get_url(self):
        return self.company_id[f"field_geocode_{self.kind}_url"]

    def _get_domain(self, after=0):
        """Partners that are to be looked for, whose record id is above ``after``."""
        inside = [("country_id.code", "in", _BAN_COUNTRIES)]
        if self.company_id.country_id.code in _BAN_COUNTRIES:
            inside = Domain.OR([inside, [("country_id", "=", False)]])
        inside = Domain(inside)
        return (
            Domain("geo_state", "=", "todo")
            & Domain("id", ">", after)
            & Domain("company_id", "in", [False, self.company_id.id])
            & (inside if self.kind == "ban" else ~inside)
        )

    # ------------------------------------------------------------------
    # Running
    # ------------------------------------------------------------------

    def _locate(self, work):
        """Look for the addresses chunk by chunk, until done or until it fails."""
        run = _Run(self.sudo().with_company(self.company_id), work)
        last = work.checkpoint or 0
        try:
            while run.is_going:
                partners = (
                    self.env["res.partner"]
                    .sudo()
                    .search(self._get_domain(last), order="id", limit=_CHUNK)
                )
                if not partners:
                    break
                last = partners[-1].id
                run.do(partners, last)
        finally:
            run.close()
        self.sudo()._note_end(run)

    def _open_source(self):
        company = self.company_id
        name = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        contact = company.field_geocode_email or name
        return KINDS[self.kind](
            self._get_url(),
            f"Field CRM ({contact})",
            company.field_geocode_timeout,
            company[f"field_geocode_{self.kind}_rate"],
        )

    def _note_end(self, run):
        """Open or close the circuit breaker; tell the administrator once."""
        if not run.error:
            if self.failures:
                self.write({"failures": 0, "paused_until": False, "problem": False})
            return
        failures = self.failures + 1
        pause = pause_after(failures, run.error.retry_after)
        self.write(
            {
                "failures": failures,
                "paused_until": fields.Datetime.now() + pause,
                "problem": str(run.error),
            }
        )
        if failures == 1:
            self.env["field.error"]._report(
                f"geocoder-{self.kind}",
                self.env._(
                    "The search of addresses does not get an answer: %(provider)s",
                    provider=dict(
                        self._fields["kind"]._description_selection(self.env)
                    )[self.kind],
                ),
                self.env._(
                    "%(url)s: %(reason)s. It is tried again by itself, first in "
                    "%(minutes)s minutes; positions stay at the town until then.",
                    url=self._get_url(),
                    reason=run.error,
                    minutes=round(pause.total_seconds() / 60),
                ),
                self.company_id,
            )


class _Run:
    """One run of a provider: what it has been asked, and what became of it."""

    def __init__(self, geocoder, work):
        self.geocoder = geocoder
        self.work = work
        self.source = geocoder._open_source()
        self.scope = f"{geocoder.kind} {geocoder._get_url()}"
        self.done = 0
        self.error = None
        # Went wrong since the last answer: their fault, or the provider's?
        self.suspects = {}

    @property
    def is_going(self):
        return not self.error or len(self.suspects) < PATIENCE and not self.is_told

    @property
    def is_told(self):
        """Whether the provider itself asked to be left alone."""
        return self.error and self.error.retry_after is not None

    def close(self):
        self.source.close()

    def do(self, partners, last):
        """Ask for a chunk of partners and write what is found."""
        env = self.geocoder.env
        addresses = {partner.id: partner._get_address() for partner in partners}
        keys = {address.key(self.scope): address for address in addresses.values()}
        cache = env["field.geocode.cache"].sudo()
        verdicts = {
            key: Verdict(
                answer.problem or None,
                answer.latitude,
                answer.longitude,
                answer.precision or "",
            )
            for key, answer in cache._recall(keys).items()
        }
        # The provider takes its time: no transaction stays open meanwhile.
        self.work._keep(self.work.checkpoint)
        fresh = self._ask({k: a for k, a in keys.items() if k not in verdicts})
        cache._remember(fresh)
        verdicts |= fresh
        self._write(partners, addresses, verdicts)
        self.work._keep(last)

    def _ask(self, keys):
        fresh = {}
        for key, address in keys.items():
            if not self.is_going:
                break
            try:
                verdict = judge(address, self.source.locate(address))
            except ProviderError as error:
                self.error = error
                self.suspects[key] = address
            else:
                # It works: what went wrong before was those addresses' fault.
                fresh |= {suspect: Verdict("answer") for suspect in self.suspects}
                self.error, self.suspects = None, {}
                fresh[key] = verdict
            self.done += 1
            self.work._advance(self.done)
        return fresh

    def _write(self, partners, addresses: dict[int, Address], verdicts):
        """Write what was found, unless somebody has changed the partner meanwhile."""
        partners.invalidate_recordset()
        for partner in partners.exists().filtered(lambda p: p.geo_state == "todo"):
            address = addresses[partner.id]
            verdict = verdicts.get(address.key(self.scope))
            if not verdict or partner._get_address() != address:
                continue
            if verdict.problem:
                partner.with_context(field_geo_positioned=True).write(
                    {"geo_state": "failed", "geo_problem": verdict.problem}
                )
            else:
                partner._set_position(
                    verdict.latitude,
                    verdict.longitude,
                    verdict.precision,
                    self.geocoder.kind,
                )

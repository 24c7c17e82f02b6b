"""Some thousand clients of winpneu on their way in: what each of them means."""

from odoo import models
from odoo.fields import Domain

from odoo.addons.field_crm.engine.client_sheet import SHEET
from odoo.addons.field_crm.engine.importer import Action, RowPlan

from ...engine.winpneu import Unreadable
from .client_judge import ClientJudge
from .client_mapping import BadAccount, ClientMapping, TooLong, UnknownCode, comparable
from .field_winpneu_client import QUARANTINED, TAKEN

_READ = [field.name for field in SHEET]
_READ += ["client_code", "field_status", "write_date", "zip"]
_READ += ["revenue_current", "revenue_previous"]
# Columns whose meaning depends on each other.
_COMPANIONS = (
    {"c_fam_client", "c_sfam_client"},
    {"dep_fac", "bur_dis_fac"},
    {"iban", "bic"},
)


class Quarantine(Exception):
    """A row that cannot be right; its text says why."""


class ClientBatch:
    """Clients that were read together.

    All that the base is asked for is asked at once, when this is made: while the
    clients before are written, the next ones are only thought about.

    Parameters
    ----------
    rows : dict of str to ClientRow
    revenues
        As :meth:`Reader.revenues` gives them, for all of the rows.
    year
        The one that ``revenue_current`` is of.
    repeated
        Codes that several clients of winpneu have.

    Attributes
    ----------
    entries
        What the inbox is to hold, in the order of the rows that were looked at.
    conflicts
        Values of ``field.winpneu.conflict``.
    """

    def __init__(self, backend, rows, revenues, year, repeated):
        self.backend = backend
        self.env = backend.env
        self.revenues = revenues
        self.year = year
        self.repeated = repeated
        self.has_revenue = bool(backend.revenue_table)
        self.judge = ClientJudge(backend)
        self.mapping = ClientMapping(
            self.env,
            creates=backend.creates_codes,
            empties_rep=backend.unknown_rep == "empty",
        )
        self.digests = {
            code: self._get_digest(row.digest, revenues.get(code))
            for code, row in rows.items()
        }
        inbox = self.env["field.winpneu.client"]
        self.known = inbox._find_known(backend, list(rows))
        self.rows = {code: row for code, row in rows.items() if self._is_new(code)}
        self.sheets = inbox._find_sheets(
            [self.known[code].id for code in self.rows if code in self.known]
        )
        self.partners = self._find_partners(list(self.rows))
        # Codes of clients that were merged into another one here.
        self.retired = self.env["res.partner"]._find_by_former_reference(
            list(self.rows), ("code",), backend.company_id
        )
        self.references = iter(
            self._draw_references(sum(map(self._is_hopeful, self.rows)))
        )
        self.entries, self.conflicts = [], []
        self.quarantined = 0

    def _get_digest(self, digest, revenue):
        revenue = revenue or {}
        amounts = [str(revenue.get(self.year - back, 0)) for back in (0, 1)]
        return "/".join([digest, *amounts])

    def _is_new(self, code):
        """Whether there is something to look at."""
        known = self.known.get(code)
        return not known or known.state != TAKEN or known.digest != self.digests[code]

    def _find_partners(self, codes):
        """Prospects and clients by their code."""
        found = {}
        if codes:
            domain = Domain("client_code", "in", codes) & Domain(
                "company_id", "in", [False, self.backend.company_id.id]
            )
            domain &= Domain("field_status", "!=", False)
            domain &= Domain("merged_into_id", "=", False)
            partners = self.env["res.partner"].with_context(active_test=False)
            for partner in partners.search_fetch(domain, _READ):
                found.setdefault(partner.client_code, []).append(partner)
        return found

    def _draw_references(self, count):
        return self.env["ir.sequence"]._next_batch_by_code("field.partner.ref", count)

    def _is_hopeful(self, code):
        """Whether a row will probably become a client: no number is to be wasted."""
        known = self.known.get(code)
        return code not in self.partners and not (
            known and known.state == QUARANTINED and known.digest == self.digests[code]
        )

    def _get_reference(self):
        return next(self.references, None) or self._draw_references(1)[0]

    # --- what a row means ------------------------------------------------------------

    def plans(self):
        """What is to be created and changed, as the writer of imports takes it.

        The number of a plan's row is that of its entry.
        """
        # Changes first and all of them: while it writes, the writer forgets what was
        # read of clients.
        yield from list(self._plan_each(self.rows.keys() & self.partners.keys()))
        yield from self._plan_each(self.rows.keys() - self.partners.keys())

    def _plan_each(self, codes):
        for code in sorted(codes):
            values, problem = self.rows[code].decode()
            try:
                plan = self._plan(code, values, problem)
            except Quarantine as error:
                self._quarantine(code, values, error.args[0])
            else:
                if plan:
                    yield plan

    def _plan(self, code, values, problem):
        if code in self.repeated:
            raise Quarantine(self.env._("winpneu has several clients with this code."))
        if problem:
            raise Quarantine(self.backend._say(problem))
        if code in self.retired and code not in self.partners:
            raise Quarantine(
                self.env._("It was merged into “%s” here.", self.retired[code].name)
            )
        partner = self._get_partner(code)
        theirs = comparable(values)
        if not theirs.get("nom_client"):
            raise Quarantine(self.env._("It has no name."))
        revenue = self._get_revenue(code)
        if partner:
            return self._plan_change(code, partner, theirs, revenue)
        vals = self._map(theirs)
        vals.update(revenue)
        given = {name: value for name, value in vals.items() if value is not False}
        given.update(client_code=code, field_status="client", ref=self._get_reference())
        return self._accept(code, theirs, Action.CREATE, None, given)

    def _plan_change(self, code, partner, theirs, revenue):
        known = self.known.get(code)
        base = self.sheets.get(known.id) if known else None
        taken, conflicts = self.judge.judge(
            partner, theirs, base or {}, known.read_on if known else None
        )
        self.conflicts += conflicts
        vals = self._map(self._with_companions(taken, theirs))
        vals = {name: vals[name] for name in self._get_names(taken) if name in vals}
        vals.update(revenue)
        changed = {
            name: None if value is False else value
            for name, value in vals.items()
            if self._differs(partner[name], value)
        }
        return self._accept(code, theirs, Action.UPDATE, partner.id, changed)

    def _map(self, values):
        try:
            return self.mapping.to_vals(values)
        except (UnknownCode, BadAccount, TooLong) as error:
            raise Quarantine(self.backend._explain(error)) from None

    def _accept(self, code, theirs, action, partner_id, vals):
        entry = make_entry(
            code,
            TAKEN,
            name=theirs["nom_client"],
            sheet={name: value for name, value in theirs.items() if value is not None},
            digest=self.digests[code],
            partner_id=partner_id,
        )
        self.entries.append(entry)
        if action is Action.UPDATE and not vals:
            return None
        number = len(self.entries) - 1
        return RowPlan(number, action, code, theirs["nom_client"], partner_id, vals)

    def _quarantine(self, code, values, reason):
        known = self.known.get(code)
        if not known or known.state != QUARANTINED or known.reason != reason:
            self.quarantined += 1
        elif known.digest == self.digests[code]:
            return
        # What was taken before is still what changes are told by.
        self.entries.append(
            make_entry(
                code,
                QUARANTINED,
                name=str(values.get("nom_client") or ""),
                reason=reason,
                partner_id=known.partner_id if known else None,
                sheet=self.sheets.get(known.id) if known else None,
                digest=self.digests[code],
            )
        )

    @staticmethod
    def _with_companions(taken, theirs):
        """What is taken, with the columns that its meaning depends on."""
        names = set(taken)
        for group in _COMPANIONS:
            if not group.isdisjoint(taken):
                names |= group
        return {name: theirs[name] for name in names if name in theirs}

    @staticmethod
    def _get_names(columns):
        """Fields of a partner that columns of winpneu fill."""
        names = {field.name for field in SHEET if field.column in columns}
        if names & {"department_code", "post_office_code"}:
            names.add("zip")
        return names

    @staticmethod
    def _differs(known, value):
        if isinstance(known, models.BaseModel):
            return known.id != value
        return (known or False) != (value or False)

    def _get_partner(self, code):
        partners = self.partners.get(code)
        if not partners:
            return None
        if len(partners) > 1:
            raise Quarantine(self.env._("Several clients here have this code."))
        if partners[0].field_status == "prospect":
            raise Quarantine(
                self.env._(
                    "Prospect “%s” has this code here: prospects are not overwritten.",
                    partners[0].name,
                )
            )
        return partners[0]

    def _get_revenue(self, code):
        if not self.has_revenue:
            return {}
        amounts = self.revenues.get(code, {})
        for amount in amounts.values():
            if isinstance(amount, Unreadable):
                raise Quarantine(self.backend._say(amount))
        return {
            "revenue_current": amounts.get(self.year, 0.0),
            "revenue_previous": amounts.get(self.year - 1, 0.0),
        }


def make_entry(code, state, **values):
    """What the inbox is to hold of a client, by column."""
    return {
        "code": code,
        "name": None,
        "partner_id": None,
        "state": state,
        "reason": None,
        "sheet": None,
        "digest": None,
        **values,
    }

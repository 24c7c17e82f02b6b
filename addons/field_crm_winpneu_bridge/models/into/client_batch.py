"""A piece of winpneu's clients on its way in."""

from datetime import date

from odoo import models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.field_crm.engine.client_sheet import SHEET
from odoo.addons.field_crm.models.prospect.field_doubles_mixin import DOUBLES_COMPARED

from ...engine.winpneu import Rule, Unreadable, ValueRefused, encode, judge
from ..sheet_values import to_winpneu
from .client_mapping import BadAccount, ClientMapping, UnknownCode, comparable
from .field_winpneu_client import QUARANTINED, TAKEN

_QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "tracking_disable": True,
    "import_file": True,
    "field_place_optional": True,
    # The ERP's clients share numbers; nobody is typing them.
    "field_doubles": DOUBLES_COMPARED,
    "active_test": False,
}


class Quarantine(Exception):
    """A row that cannot be right; its text says why."""


class ClientBatch:
    """A thousand clients on their way in: what each of them means, then all at once."""

    def __init__(self, backend, rows, revenues, year):
        self.backend = backend
        self.env = backend.env
        self.layout = backend._get_layout()
        self.columns = {one.name: one for one in self.layout.client_columns}
        self.rules = {
            one.name: one._get_rule()
            for one in backend.column_ids
            if one.table == "client"
        }
        self.mapping = ClientMapping(
            self.env,
            creates=backend.creates_codes,
            empties_rep=backend.unknown_rep == "empty",
        )
        self.revenues = revenues
        self.year = year
        self.known = {
            one.code: one
            for one in self.env["field.winpneu.client"].search(
                [("backend_id", "=", backend.id), ("code", "in", list(rows))]
            )
        }
        self.digests = {
            code: self._get_digest(row.digest, revenues.get(code))
            for code, row in rows.items()
        }
        self.partners = self._find_partners(
            [code for code in rows if self.is_new(code)]
        )
        self.creates, self.updates, self.entries = [], [], []
        self.conflicts = []
        self.changed = self.newly_quarantined = 0

    def _get_digest(self, digest, revenue):
        revenue = revenue or {}
        amounts = [str(revenue.get(self.year - back, 0)) for back in (0, 1)]
        return "/".join([digest, *amounts])

    def _find_partners(self, codes):
        """Prospects and clients by their code."""
        partners = self.env["res.partner"].with_context(**_QUIET)
        found = {}
        if codes:
            domain = Domain("client_code", "in", codes) & Domain(
                "company_id", "in", [False, self.backend.company_id.id]
            )
            domain &= Domain("field_status", "!=", False)
            for partner in partners.search(domain):
                found.setdefault(partner.client_code, partners.browse())
                found[partner.client_code] += partner
        return found

    def is_new(self, code):
        """Whether there is something to look at."""
        known = self.known.get(code)
        return not known or known.state != TAKEN or known.digest != self.digests[code]

    def quarantine(self, code, row, reason):
        known = self.known.get(code)
        if not known or known.state != QUARANTINED or known.reason != reason:
            self.newly_quarantined += 1
        elif known.digest == self.digests[code]:
            return
        # What was taken before is still what changes are told by.
        self.entries.append(
            make_entry(
                code,
                QUARANTINED,
                name=str(row.values.get("nom_client") or ""),
                reason=reason,
                partner_id=known.partner_id.id or None if known else None,
                sheet=known.sheet if known else None,
                digest=self.digests[code],
            )
        )

    # --- what a row means ------------------------------------------------------------

    def plan(self, code, row):
        """Put a row among those to create, to change or to leave.

        :raises Quarantine: when it cannot be right
        """
        if row.problem:
            raise Quarantine(self.backend._say(row.problem))
        partner = self._get_partner(code)
        theirs = comparable(row.values)
        if not theirs.get("nom_client"):
            raise Quarantine(self.env._("It has no name."))
        revenue = self._get_revenue(code)
        try:
            vals = self.mapping.to_vals(theirs)
        except (UnknownCode, BadAccount) as error:
            raise Quarantine(self.backend._explain(error)) from None
        if partner:
            taken, conflicts = self._compare(code, partner, theirs)
            self.conflicts += conflicts
            vals = {name: vals[name] for name in self._get_names(taken) if name in vals}
        vals.update(revenue)
        if partner:
            vals = {
                name: value
                for name, value in vals.items()
                if self._differs(partner[name], value)
            }
        self._add(code, row, partner, vals, theirs)

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
        if isinstance(known, date):
            return known.isoformat() != value
        return (known or False) != (value or False)

    def _add(self, code, row, partner, vals, theirs):
        entry = make_entry(
            code,
            TAKEN,
            name=theirs["nom_client"],
            sheet=theirs,
            digest=self.digests[code],
            partner_id=partner.id or None,
        )
        self.entries.append(entry)
        if partner and vals:
            self.updates.append((partner, vals, entry))
        elif not partner:
            self.creates.append(({**vals, "client_code": code}, entry))

    def _get_partner(self, code):
        partners = self.partners.get(code)
        if not partners:
            return self.env["res.partner"]
        if len(partners) > 1:
            raise Quarantine(self.env._("Several clients here have this code."))
        if partners.field_status == "prospect":
            raise Quarantine(
                self.env._(
                    "Prospect “%s” has this code here: prospects are not overwritten.",
                    partners.name,
                )
            )
        return partners

    def _get_revenue(self, code):
        amounts = self.revenues.get(code, {})
        for amount in amounts.values():
            if isinstance(amount, Unreadable):
                raise Quarantine(self.backend._say(amount))
        if self.layout.revenue is None:
            return {}
        return {
            "revenue_current": amounts.get(self.year, 0.0),
            "revenue_previous": amounts.get(self.year - 1, 0.0),
        }

    def _compare(self, code, partner, theirs):
        """What of winpneu's is taken, by column, and what changed on both sides."""
        known = self.known.get(code)
        base = known.sheet or {} if known else {}
        newer = bool(known and known.read_on and partner.write_date > known.read_on)
        ours = to_winpneu(partner.sudo())
        taken, conflicts = {}, []
        for name, value in theirs.items():
            here = self._normal(name, ours.get(name))
            before = base.get(name) or None
            verdict = judge(
                before,
                value or None,
                here,
                self.rules.get(name, Rule.WINPNEU),
                is_known=bool(base),
                ours_is_newer=newer,
            )
            if verdict.takes:
                taken[name] = value
            if verdict.is_conflict:
                conflicts.append(
                    {
                        "backend_id": self.backend.id,
                        "partner_id": partner.id,
                        "column": name,
                        "base": before,
                        "theirs": value,
                        "ours": here,
                        "winner": "winpneu" if verdict.takes else "ours",
                    }
                )
        return taken, conflicts

    def _normal(self, name, value):
        """Our value as winpneu would give it back."""
        column = self.columns[name]
        if column.kind == "datetime":
            return value
        try:
            return encode(column, value, self.layout.code_page) or None
        except ValueRefused:
            return value

    # --- writing ---------------------------------------------------------------------

    def write(self):
        """Write all that is planned; what is refused after all is quarantined."""
        for vals_list, entries in self._in_parts(self.creates, 200):
            self._create(vals_list, entries)
        for partner, vals, entry in self.updates:
            self._try(entry, lambda partner=partner, vals=vals: partner.write(vals))
        self.changed += sum(
            1 for _, _, entry in self.updates if entry["state"] == TAKEN
        )
        self.env["field.winpneu.conflict"].create(self.conflicts)
        self.env.flush_all()
        self.env["field.winpneu.client"]._keep(self.backend, self.entries)

    @staticmethod
    def _in_parts(pairs, size):
        for start in range(0, len(pairs), size):
            part = pairs[start : start + size]
            yield [vals for vals, _entry in part], [entry for _vals, entry in part]

    def _create(self, vals_list, entries):
        defaults = self._get_defaults()
        Partner = self.env["res.partner"].with_context(**_QUIET)
        vals_list = [{**defaults, **vals} for vals in vals_list]
        try:
            with self.env.cr.savepoint():
                partners = Partner.create(vals_list)
                self.env.flush_all()
        except (UserError, ValidationError):
            for vals, entry in zip(vals_list, entries, strict=True):
                partner = self._try(entry, lambda vals=vals: Partner.create(vals))
                entry["partner_id"] = partner and partner.id or None
                self.changed += bool(partner)
            return
        self.changed += len(partners)
        for partner, entry in zip(partners, entries, strict=True):
            entry["partner_id"] = partner.id

    def _try(self, entry, call):
        try:
            with self.env.cr.savepoint():
                result = call()
                self.env.flush_all()
                return result
        except (UserError, ValidationError) as error:
            entry.update(state=QUARANTINED, reason=str(error))
            self.newly_quarantined += 1
            return None

    def _get_defaults(self):
        # Clients of one company are shared by all until there are several (S0-13).
        is_alone = self.env["res.company"].sudo().search_count([], limit=2) < 2
        return {
            "field_status": "client",
            "is_company": True,
            "company_id": False if is_alone else self.backend.company_id.id,
        }


def make_entry(code, state, **values):
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

"""A piece of winpneu's clients on its way in."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.field_crm.engine.client_sheet import SHEET
from odoo.addons.field_crm.engine.importer import Action, RowPlan

from ...engine.winpneu import Rule, Unreadable, ValueRefused, encode, judge
from ..sheet_values import to_winpneu
from .client_mapping import BadAccount, ClientMapping, UnknownCode, comparable
from .field_winpneu_client import QUARANTINED, TAKEN


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
        new = [code for code in rows if self.is_new(code)]
        self.partners = self._find_partners(new)
        # Codes of clients that were merged into another one here.
        self.retired = self.env["res.partner"]._find_by_former_reference(
            new, ("code",), backend.company_id
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
        partners = self.env["res.partner"].with_context(active_test=False)
        found = {}
        if codes:
            domain = Domain("client_code", "in", codes) & Domain(
                "company_id", "in", [False, self.backend.company_id.id]
            )
            domain &= Domain("field_status", "!=", False)
            domain &= Domain("merged_into_id", "=", False)
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
        if code in self.retired and code not in self.partners:
            raise Quarantine(
                self.env._("It was merged into “%s” here.", self.retired[code].name)
            )
        partner = self._get_partner(code)
        theirs = comparable(row.values)
        if not theirs.get("nom_client"):
            raise Quarantine(self.env._("It has no name."))
        revenue = self._get_revenue(code)
        taken = theirs
        if partner:
            taken, conflicts = self._compare(code, partner, theirs)
            self.conflicts += conflicts
        try:
            vals = self.mapping.to_vals(self._with_companions(taken, theirs))
        except (UnknownCode, BadAccount) as error:
            raise Quarantine(self.backend._explain(error)) from None
        if partner:
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
    def _with_companions(taken, theirs):
        """What is taken, with the columns that its meaning depends on."""
        groups = (
            {"c_fam_client", "c_sfam_client"},
            {"dep_fac", "bur_dis_fac"},
            {"iban", "bic"},
        )
        names = set(taken).union(*(each for each in groups if each & set(taken)))
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
        base = (known.sheet if known else None) or {}
        newer = bool(known and known.read_on and partner.write_date > known.read_on)
        # Where winpneu has nothing new to say, ours stands whatever it is.
        changed = {
            name: value
            for name, value in theirs.items()
            if not base or (value or None) != (base.get(name) or None)
        }
        ours = to_winpneu(partner.sudo(), changed)
        taken, conflicts = {}, []
        for name, value in changed.items():
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

    def carry_out(self):
        """Write all that is planned; what is refused after all is quarantined."""
        plans = self._make_plans()
        if plans:
            try:
                with self.env.cr.savepoint():
                    ids = self.env["field.client.writer"]._write_plans(plans)
            except UserError:
                # One of them spoils the piece: row by row it is found.
                self._write_one_by_one(plans)
            else:
                self.changed += len(ids)
                for plan, partner_id in zip(plans, ids, strict=True):
                    self.planned[plan.row]["partner_id"] = partner_id
        self.env["field.winpneu.conflict"].create(self.conflicts)
        self.env.flush_all()
        self.env["field.winpneu.client"]._keep(self.backend, self.entries)

    def _make_plans(self):
        """Creations and changes, as the writer of imports takes them."""
        references = self.env["ir.sequence"]._next_batch_by_code(
            "field.partner.ref", len(self.creates)
        )
        plans = []
        for (vals, entry), reference in zip(self.creates, references, strict=True):
            given = {name: value for name, value in vals.items() if value is not False}
            given.update(field_status="client", ref=reference)
            plans.append((Action.CREATE, None, given, entry))
        for partner, vals, entry in self.updates:
            changed = {
                name: None if value is False else value for name, value in vals.items()
            }
            plans.append((Action.UPDATE, partner.id, changed, entry))
        self.planned = [entry for *_plan, entry in plans]
        return [
            RowPlan(row, action, entry["code"], entry["name"], record_id, values)
            for row, (action, record_id, values, entry) in enumerate(plans)
        ]

    def _write_one_by_one(self, plans):
        writer = self.env["field.client.writer"]
        for plan in plans:
            entry = self.planned[plan.row]
            ids = self._try(entry, lambda plan=plan: writer._write_plans([plan]))
            if ids:
                entry["partner_id"] = ids[0]
                self.changed += 1

    def _try(self, entry, call):
        try:
            with self.env.cr.savepoint():
                result = call()
                self.env.flush_all()
                return result
        except UserError as error:
            entry.update(state=QUARANTINED, reason=str(error))
            self.newly_quarantined += 1
            return None


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

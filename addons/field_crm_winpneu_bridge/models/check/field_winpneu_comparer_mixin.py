from collections import Counter, defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.field_crm.models.visit.states import DONE_STATES

from ...engine.winpneu import Comparer, Reader, WinpneuError
from ..into.client_judge import ClientJudge
from ..into.client_mapping import comparable
from ..sheet_values import to_winpneu

_PART = 200


class FieldWinpneuComparerMixin(models.AbstractModel):
    """Compares both sides row by row and field by field, and changes nothing."""

    _name = "field.winpneu.comparer.mixin"
    _description = "Comparison with winpneu"

    difference_ids = fields.One2many("field.winpneu.difference", "backend_id")
    compared_on = fields.Datetime(string="Compared", readonly=True, copy=False)
    difference_count = fields.Integer(
        string="Differences", compute="_compute_difference_count"
    )

    def _compute_difference_count(self):
        groups = self.env["field.winpneu.difference"]._read_group(
            [("backend_id", "in", self.ids)], ["backend_id"], ["__count"]
        )
        counts = dict(groups)
        for backend in self:
            backend.difference_count = counts.get(backend, 0)

    def action_compare(self):
        """« Compare both sides », in the background."""
        self.ensure_one()
        self.check_access("write")
        self._start_work(
            "_compare", self.env._("Comparison with winpneu: %s", self.name)
        )
        return True

    def action_open_differences(self):
        return self._open("action_field_winpneu_difference")

    def _compare(self, work):
        """The comparison; what it found replaces what it found before."""
        me = self.sudo()
        me.difference_ids.unlink()
        try:
            with me._open_session() as session:
                me._compare_rows(Comparer(session, me._get_layout()), work)
                me._compare_clients(Reader(session, me._get_layout()), work)
        except WinpneuError as error:
            raise UserError(me._say(error)) from None
        me._compare_visits()
        me.compared_on = fields.Datetime.now()

    def _add_differences(self, vals_list):
        common = {"backend_id": self.id, "company_id": self.company_id.id}
        self.env["field.winpneu.difference"].create(
            [{**common, **vals} for vals in vals_list]
        )

    # ------------------------------------------------------------------
    # Rows that were sent
    # ------------------------------------------------------------------

    def _compare_rows(self, comparer, work):
        seen = set()
        for codes in comparer.codes():
            seen.update(codes)
            self._compare_rows_of(comparer, codes)
            work._advance(len(seen), note=self.env._("Rows sent to winpneu"))
        groups = self.env["field.winpneu.event"]._read_group(
            [("backend_id", "=", self.id), ("state", "=", "sent")], ["reference"]
        )
        rest = sorted({code for (code,) in groups if code} - seen)
        for start in range(0, len(rest), _PART):
            self._compare_rows_of(comparer, rest[start : start + _PART])

    def _compare_rows_of(self, comparer, codes):
        events = self.env["field.winpneu.event"].search(
            [
                ("backend_id", "=", self.id),
                ("state", "=", "sent"),
                ("reference", "in", codes),
                ("row_key", "!=", False),
            ]
        )
        expected, by_key = defaultdict(Counter), defaultdict(list)
        for event in events:
            expected[event.reference][event.row_key] += 1
            by_key[event.reference, event.row_key].append(event)
        found = []
        for code, difference in comparer.compare(codes, expected).items():
            for kind in ("missing", "doubled"):
                for key, count in getattr(difference, kind).items():
                    for event in by_key[code, key][:count]:
                        found.append(
                            {
                                "kind": kind,
                                "code": code,
                                "partner_id": event.partner_id.id,
                                "event_id": event.id,
                                "what": event.name,
                            }
                        )
            found += [
                {"kind": "strange", "code": code, "what": subject}
                for subject in difference.strange
            ]
        self._add_differences(found)

    # ------------------------------------------------------------------
    # Clients
    # ------------------------------------------------------------------

    def _compare_clients(self, reader, work):
        seen, labels = set(), self._get_column_labels()
        judge = ClientJudge(self)
        for rows in reader.clients():
            rows = {row.code: row for row in rows if row.code}
            seen.update(rows)
            partners = self._find_clients(list(rows))
            found = []
            for code, row in rows.items():
                partner, (values, _problem) = partners.get(code), row.decode()
                if not partner:
                    name = values.get("nom_client")
                    found.append({"kind": "only_there", "code": code, "what": name})
                    continue
                found += self._compare_sheet(judge, partner, code, values, labels)
            self._add_differences(found)
            work._advance(len(seen), note=self.env._("Clients"))
        ours = self.env["res.partner"].search(
            Domain("field_status", "=", "client")
            & Domain("client_code", "!=", False)
            & Domain("company_id", "in", [False, self.company_id.id])
        )
        self._add_differences(
            [
                {
                    "kind": "only_here",
                    "code": partner.client_code,
                    "partner_id": partner.id,
                    "what": partner.name,
                }
                for partner in ours
                if partner.client_code not in seen
            ]
        )

    def _get_column_labels(self):
        return {one.name: one.label for one in self.column_ids if one.table == "client"}

    @staticmethod
    def _compare_sheet(judge, partner, code, values, labels):
        ours = to_winpneu(partner)
        found = []
        for column, theirs in comparable(values).items():
            here = judge.normal(column, ours.get(column)) or None
            if here != (theirs or None):
                found.append(
                    {
                        "kind": "field",
                        "code": code,
                        "partner_id": partner.id,
                        "what": labels.get(column) or column,
                        "ours": here,
                        "theirs": theirs,
                    }
                )
        return found

    # ------------------------------------------------------------------
    # Visits
    # ------------------------------------------------------------------

    def _compare_visits(self):
        """Visits since the bridge exists that it does not know as they are."""
        visits = self.env["field.visit"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", DONE_STATES),
                ("partner_id.field_status", "=", "client"),
                ("create_date", ">=", self.create_date),
            ]
        )
        for start in range(0, len(visits), _PART):
            part = visits[start : start + _PART]
            known = self.env["field.winpneu.event"]._find_for(part)
            found = []
            for visit in part:
                event = known.get(visit.id)
                kind = None
                if not event:
                    kind = "not_queued"
                elif event.state == "sent" and not event._still_says(visit):
                    kind = "changed"
                if kind:
                    found.append(
                        {
                            "kind": kind,
                            "code": visit.partner_id.client_code,
                            "partner_id": visit.partner_id.id,
                            "event_id": event.id if event else False,
                            "visit_id": visit.id,
                            "what": visit.display_name,
                        }
                    )
            self._add_differences(found)

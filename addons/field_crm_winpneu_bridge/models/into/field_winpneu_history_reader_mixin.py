from datetime import datetime, timedelta

import pytz
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...engine.winpneu import Reader

_DAILY = timedelta(hours=24)


class FieldWinpneuHistoryReaderMixin(models.AbstractModel):
    """The history of winpneu's clients, and its archive (S3-28…S3-31, S3-76)."""

    _name = "field.winpneu.history.reader.mixin"
    _description = "History from winpneu"

    history_days = fields.Integer(
        string="Recent history (days)",
        default=30,
        help="Each run reads the history of the clients with a row of these days; once "
        "a day everybody's. From 1 to 365.",
    )
    history_read_on = fields.Datetime(
        string="Whole history read", readonly=True, copy=False
    )

    @api.constrains("history_days", "read_minutes")
    def _check_reading(self):
        bounds = {"history_days": (1, 365), "read_minutes": (1, 1440)}
        for backend in self:
            for name, (low, high) in bounds.items():
                if not low <= backend[name] <= high:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(value)s is not between %(low)s and %(high)s.",
                            field=backend._get_label(name),
                            value=backend[name],
                            low=low,
                            high=high,
                        )
                    )

    def _now_there(self):
        """The moment that it is in winpneu, naive."""
        return datetime.now(pytz.timezone(self.timezone)).replace(tzinfo=None)

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------

    def _read_history(self, session, run_id, work):
        """Step of a run: recent rows, and once a day all."""
        now = fields.Datetime.now()
        is_whole = not self.history_read_on or self.history_read_on + _DAILY <= now
        since = None
        if not is_whole:
            since = self._now_there() - timedelta(days=self.history_days)
        reader = Reader(session, self._get_layout())
        count, seen = 0, set()
        for histories in reader.histories(since):
            self._apart("_take_histories", histories, run_id)
            seen.update(histories)
            count += sum(map(len, histories.values()))
            if work:
                work._advance(count, note=self.env._("History from winpneu"))
        if is_whole:
            self._apart("_end_history", seen, now)

    def _take_histories(self, histories, run_id):
        """Hold the whole history of some clients against what is known of it."""
        relations = self.env["field.history"]
        known = {
            (one.code, one.key): one
            for one in relations.search_fetch(
                [("backend_id", "=", self.id), ("code", "in", list(histories))],
                ["code", "key", "partner_id"],
            )
        }
        partners = self._find_clients(list(histories))
        users = self._get_winpneu_users()
        new, kept = [], relations
        for code, rows in histories.items():
            for row in rows:
                found = known.get((code, row.key))
                if found:
                    kept += found
                else:
                    vals = self._get_relation_vals(row, partners.get(code), users)
                    new.append(vals)
        gone = relations.union(*known.values()) - kept
        linked = self._link_orphans(kept, partners)
        gone.unlink()
        relations.create(new)
        self._count(
            run_id,
            history_count=len(new) + len(gone) + linked,
            quarantined_count=sum(1 for vals in new if vals["problem"]),
        )

    def _link_orphans(self, relations, partners):
        """Rows whose client was not known when they were read."""
        count = 0
        orphans = relations.filtered(
            lambda one: not one.partner_id and one.code in partners
        )
        for code, rows in orphans.grouped("code").items():
            rows.write({"partner_id": partners[code].id, "problem": False})
            count += len(rows)
        return count

    def _find_clients(self, codes):
        """Clients by their code; nobody for a code that several have."""
        domain = Domain("client_code", "in", codes) & Domain(
            "company_id", "in", [False, self.company_id.id]
        )
        domain &= Domain("merged_into_id", "=", False)
        clients = (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search(domain & Domain("field_status", "=", "client"))
        )
        grouped = clients.grouped("client_code")
        former = self.env["res.partner"]._find_by_former_reference(
            set(codes) - grouped.keys(), ("code",), self.company_id
        )
        grouped.update({code: found.sudo(False) for code, found in former.items()})
        return {code: found for code, found in grouped.items() if len(found) == 1}

    def _get_winpneu_users(self):
        users = self.env["res.users"].sudo().with_context(active_test=False)
        found = users.search([("winpneu_user_code", "!=", False)])
        return {user.winpneu_user_code.strip().upper(): user.id for user in found}

    def _get_relation_vals(self, row, partner, users):
        values = row.values
        problem = False
        if row.problem:
            problem = self._say(row.problem)
        elif not partner:
            problem = self.env._("No client here has the code “%s”.", row.code)
        user_code = values["c_user"] or ""
        date = values["date_relation"]
        return {
            "backend_id": self.id,
            "company_id": self.company_id.id,
            "code": row.code,
            "key": row.key,
            # What cannot be right is not shown with a client.
            "partner_id": partner.id if partner and not row.problem else False,
            "date": date.date() if isinstance(date, datetime) else False,
            "time": values["heure_relation"],
            "origin": values["origine_relation"],
            "kind": values["type_relation"],
            "user_code": user_code,
            "user_id": users.get(user_code.upper()),
            "subject": values["objet"],
            "comment": values["commentaire"],
            "problem": problem,
        }

    def _end_history(self, seen, started):
        """After everybody's history was read: who has none there has none here."""
        relations = self.env["field.history"]
        groups = relations._read_group([("backend_id", "=", self.id)], ["code"])
        gone = [code for (code,) in groups if code not in seen]
        relations.search([("backend_id", "=", self.id), ("code", "in", gone)]).unlink()
        self.history_read_on = started

    # ------------------------------------------------------------------
    # Archive
    # ------------------------------------------------------------------

    def _archive(self, session, run_id, work):
        """Step of a run: mark our own old rows as archived (S3-76)."""
        months = self.company_id.field_winpneu_archive_months
        if not months:
            return
        midnight = self._now_there().replace(hour=0, minute=0, second=0, microsecond=0)
        before = midnight - relativedelta(months=months)
        count = Reader(session, self._get_layout()).archive(before)
        if count:
            self._apart("_note_archived", run_id, count)

    def _note_archived(self, run_id, count):
        self._count(run_id, archived_count=count)

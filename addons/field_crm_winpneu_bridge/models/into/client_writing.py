"""Clients of winpneu as they are written: all at once, the refused ones left out."""

from psycopg2 import Error as DatabaseError

from odoo.exceptions import UserError

from .field_winpneu_client import QUARANTINED

# A fifth of what is written together: the rest is planned meanwhile.
_BATCH = 1000


class ClientWriting:
    """Carries out what a :class:`ClientBatch` plans.

    Attributes
    ----------
    changed
        How many clients were created or changed.
    refused
        How many were refused after all; they are in quarantine.
    """

    def __init__(self, batch):
        self.batch = batch
        self.env = batch.env
        self.inbox = self.env["field.winpneu.client"]
        self.changed = self.refused = 0
        # What the inbox holds already, unless it was taken back: numbers of entries and
        # their clients, of which a second attempt makes others.
        self._noted = set()

    def carry_out(self):
        """Write clients, conflicts and the inbox.

        :return: ids of the rows of the inbox that were not there before
        """
        plans = _Kept(self.batch.plans())
        if not self._write(plans):
            # One of them spoils the others.
            self._write_halves(plans.all())
        self.env["field.winpneu.conflict"].create(self.batch.conflicts)
        self.env.flush_all()
        backend, entries = self.batch.backend, self.batch.entries
        self.inbox._keep(
            backend,
            [
                entry
                for number, entry in enumerate(entries)
                if (number, entry["partner_id"]) not in self._noted
            ],
        )
        known = self.batch.known
        codes = [entry["code"] for entry in entries if entry["code"] not in known]
        return [made.id for made in self.inbox._find_known(backend, codes).values()]

    def _note(self, plans, ids):
        """The statement that notes clients in the inbox while they are made."""
        numbers = [plan.row for plan in plans]
        self._noted.update(zip(numbers, ids, strict=True))
        entries = [
            {**self.batch.entries[number], "partner_id": partner_id}
            for number, partner_id in zip(numbers, ids, strict=True)
        ]
        return [self.inbox._state(self.batch.backend, entries)]

    def _write(self, plans):
        """Gives whether none of them was refused; else nothing was written."""
        writer = self.env["field.client.writer"]
        try:
            with self.env.cr.savepoint():
                ids = writer._write_plans(plans, batch_size=_BATCH, beside=self._note)
        except UserError as error:
            self._reason = _get_reason(error, self.env)
            return False
        for plan, partner_id in zip(plans, ids, strict=True):
            self.batch.entries[plan.row]["partner_id"] = partner_id
        self.changed += len(ids)
        return True

    def _write_halves(self, plans):
        """Find those that are refused by ever smaller parts."""
        if len(plans) == 1:
            entry = self.batch.entries[plans[0].row]
            entry.update(state=QUARANTINED, reason=self._reason)
            self.refused += 1
            return
        middle = len(plans) // 2
        for part in (plans[:middle], plans[middle:]):
            if not self._write(part):
                self._write_halves(part)


class _Kept:
    """Plans that are made while they are asked for, and remembered."""

    def __init__(self, plans):
        self._rest = plans
        self._made = []

    def __iter__(self):
        yield from self._made
        for plan in self._rest:
            self._made.append(plan)
            yield plan

    def all(self):
        return list(self)


def _get_reason(error, env):
    """Why a client was refused, without what the import says about its file."""
    cause = error.__cause__
    if isinstance(cause, UserError):
        return cause.args[0]
    if isinstance(cause, DatabaseError):
        return env["res.partner"]._sql_error_to_message(cause)
    return str(error)

import logging
import re

from psycopg2 import IntegrityError, OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...engine.sync import Malformed, fingerprint, read_mutation
from ..device.begin_anew import begin_anew_on_copies
from .field_mutation import DONE, OPEN
from .outcome import Held, NotApplied

_logger = logging.getLogger(__name__)

# Type and version of a mutation, and the method that applies it. The two versions
# before the present one stay: a phone that was away still speaks them.
HANDLERS = {
    ("VC", 1): "_apply_visit",
    ("VP", 1): "_apply_visit",
    ("CP", 1): "_apply_prospect",
    ("MP", 1): "_apply_prospect_change",
    ("SP", 1): "_apply_prospect_removal",
    ("CC", 1): "_apply_conversion",
    ("MC", 1): "_apply_modification",
    ("CF", 1): "_apply_completion",
    ("DR", 1): "_apply_revisit",
    ("PK", 1): "_apply_park",
    ("RS", 1): "_apply_report",
    ("GP", 1): "_apply_position",
    ("XR", 1): "_apply_withdrawal",
}


class FieldPush(models.AbstractModel):
    """What a phone sends: mutations, in its order, each applied once.

    The row of the device is held, so two pushes of a phone cannot mix. Line of the
    ledger and effect are one transaction. The effect runs as the rep, under the rep's
    rights and record rules; what they refuse is refused, and the queue goes on.
    """

    _name = "field.push"
    _description = "What a phone sends"

    @api.model
    def _receive(self, device, raw, waiting=None):
        """Take mutations of a phone.

        Parameters
        ----------
        device : field.device
            Whose they are, in superuser mode.
        raw : list
            Mutations as they were sent.
        waiting : int or None
            How many more the phone has.

        Returns
        -------
        dict
            ``results`` in the order of the mutations, ``last_seq``, and ``expected``
            when a number is missing: nothing from there on was taken.

        Raises
        ------
        Malformed
            When one cannot be a mutation, or differs from what was sent under the same
            identifier. Nothing is taken then.
        """
        mutations = [
            read_mutation(each, f"mutations[{place}]") for place, each in enumerate(raw)
        ]
        device._lock()
        applies = device._is_trusted()
        ledger = self.env["field.mutation"]
        known = ledger._find({mutation.uuid for mutation in mutations})
        results, expected, last_seq = [], None, device.last_seq
        for place, mutation in enumerate(mutations):
            line = known.get(mutation.uuid)
            if line:
                self._check_same(
                    line, mutation, device, last_seq, f"mutations[{place}]"
                )
                if applies and line.state in OPEN:
                    self._try_again(line)
            elif mutation.seq <= last_seq:
                raise Malformed(
                    f"mutations[{place}].seq",
                    "another mutation was received under this number",
                )
            elif mutation.seq > last_seq + 1:
                expected = last_seq + 1
                break
            else:
                line = known[mutation.uuid] = self._take(device, mutation, applies)
            last_seq = max(last_seq, mutation.seq)
            results.append(line._get_result(mutation.seq))
        self._note_push(device, last_seq, waiting)
        answer = {"results": results, "last_seq": last_seq}
        if not applies:
            answer["revoked"] = True
        return answer if expected is None else {**answer, "expected": expected}

    @api.model
    def _note_push(self, device, last_seq, waiting):
        now = fields.Datetime.now()
        values = {"last_push": now, "last_seen": now, "last_seq": last_seq}
        if waiting is not None:
            values["queue_length"] = waiting
        device.write(values)

    @api.model
    def _check_same(self, line, mutation, device, last_seq, place):
        """A mutation that is known is sent again as it was, by its rep.

        A phone that lost its memory is a new device and sends under new numbers.

        :param last_seq: of the device, with what this message has brought so far
        """
        if line.user_id != device.user_id:
            raise Malformed(f"{place}.uuid", "this mutation is another user's")
        if line.fingerprint != fingerprint(mutation):
            raise Malformed(place, "it differs from what was sent under this uuid")
        if line.device_id == device and line.seq != mutation.seq:
            raise Malformed(f"{place}.seq", "it was sent under another number")
        if line.device_id != device and mutation.seq > last_seq + 1:
            raise Malformed(f"{place}.seq", "numbers before this one are missing")

    # ------------------------------------------------------------------
    # One mutation
    # ------------------------------------------------------------------

    @api.model
    def _take(self, device, mutation, applies=True):
        """Apply a mutation and write its line; or set it aside, of a revoked phone."""
        outcome = self._attempt(mutation) if applies else self._set_aside()
        kept = outcome.pop("conflicts", [])
        values = {
            "name": self._get_name(device, mutation, outcome["partner_id"]),
            "device_id": device.id,
            "user_id": device.user_id.id,
            "company_id": device.company_id.id,
            "seq": mutation.seq,
            "uuid": mutation.uuid,
            "kind": mutation.kind,
            "version": mutation.version,
            "at": mutation.at,
            "fingerprint": fingerprint(mutation),
            "payload": {
                "args": mutation.args,
                "base": mutation.base,
                "blobs": list(mutation.blobs),
            },
            "replaces": mutation.replaces,
            **outcome,
        }
        with begin_anew_on_copies():
            line = self.env["field.mutation"].sudo().create(values)
        line._after_attempt(kept)
        return line

    @api.model
    def _set_aside(self):
        return {
            "state": "quarantined",
            "partner_id": False,
            "reason": self.env._(
                "The phone was revoked before this arrived: a manager decides on it."
            ),
        }

    @api.model
    def _try_again(self, line):
        """Apply a line that could not be applied when it came."""
        outcome = self._attempt(line._to_mutation())
        kept = outcome.pop("conflicts", [])
        line.sudo().write(outcome)
        line._after_attempt(kept)

    @api.model
    def _attempt(self, mutation):
        """Apply a mutation, or nothing of it.

        :return: what the line says: state, reason, record, partner, fields kept
        """
        nothing = {"res_model": False, "res_id": False, "partner_id": False}
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                outcome = self._apply(mutation)
                self.env.flush_all()
        except NotApplied as problem:
            return {**nothing, "state": problem.state, "reason": str(problem)}
        except UserError as problem:
            # The rules' own words, in the rep's language.
            return {**nothing, "state": "rejected", "reason": problem.args[0]}
        except IntegrityError as problem:
            reason = self._explain_integrity(problem)
            return {**nothing, "state": "rejected", "reason": reason}
        except OperationalError:
            # Another transaction was faster: Odoo begins the whole request anew.
            raise
        except Exception:
            # A fault of ours must not hold up the queue: what was sent is in the
            # ledger, from where it is applied again once the fault is mended.
            _logger.exception("%s of %s failed", mutation.kind, mutation.uuid)
            reason = self.env._(
                "The server failed on it. It is kept, and can be applied again there."
            )
            return {**nothing, "state": "rejected", "reason": reason}
        partner = outcome.partner
        return {
            "state": "conflict" if outcome.kept else "applied",
            "reason": False,
            "kept": [one.name for one in outcome.kept] or False,
            "conflicts": outcome.kept,
            "res_model": outcome.record._name,
            "res_id": outcome.record.id,
            "partner_id": partner.id if partner else False,
        }

    @api.model
    def _apply(self, mutation):
        """Apply a mutation as the user.

        :return: Outcome
        :raises NotApplied: when it stays in the ledger for later
        :raises UserError: when a rule refuses it
        """
        handler = HANDLERS.get((mutation.kind, mutation.version))
        if not handler:
            raise Held(
                self.env._(
                    "The server does not know “%(kind)s” of version %(version)s yet: "
                    "it is kept until the server is updated.",
                    kind=mutation.kind,
                    version=mutation.version,
                )
            )
        if mutation.replaces:
            self._check_replaced(mutation.replaces)
        return getattr(self, handler)(mutation)

    @api.model
    def _check_replaced(self, uuid):
        """What was refused and has been applied since is not done a second time."""
        line = self.env["field.mutation"]._find([uuid]).get(uuid)
        if line and line.user_id == self._get_rep() and line.state in DONE:
            raise UserError(
                self.env._(
                    "“%(name)s”, which this one mends, has been applied meanwhile.",
                    name=line.name,
                )
            )

    @api.model
    def _explain_integrity(self, problem):
        """Words for what a constraint of the database refused."""
        model = next(
            (
                self.env[name]
                for name, each in self.env.registry.items()
                if each._table == problem.diag.table_name and not each._abstract
            ),
            self.env["base"],
        )
        return model._sql_error_to_message(problem)

    @api.model
    def _get_name(self, device, mutation, partner_id):
        """As the manual's files: unique, and recognisable at a glance."""
        partner = self.env["res.partner"].sudo().browse(partner_id or [])
        rep = device.user_id
        parts = (
            mutation.kind,
            partner.client_code or partner.ref or "-",
            mutation.at.strftime("%Y%m%d"),
            rep.rep_code or rep.login,
            f"{device.id}.{mutation.seq}",
        )
        return "_".join(re.sub(r"[^\w.@-]+", "-", part) for part in parts)

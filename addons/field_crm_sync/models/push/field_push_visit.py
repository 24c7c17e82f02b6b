from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.field_crm.models.visit.states import DONE_STATES

from .outcome import Outcome, Quarantined

PRESETS = ("1w", "2w", "1m", "3m", "6m", "1y")


class FieldPushVisit(models.AbstractModel):
    """Visits and missions carried out: VC, VP (S3-20 … S3-27, S3-49, S3-67, S3-71)."""

    _inherit = "field.push"

    @api.model
    def _apply_visit(self, mutation):
        """Record a visit, or the end of one that was planned."""
        args = mutation.args
        partner = self._get_partner(mutation)
        if not partner.has_access("read"):
            # It took place, whoever the client belongs to by now.
            raise Quarantined(
                self.env._(
                    "You no longer see this client: a manager decides on the visit."
                )
            )
        values = self._get_visit_values(mutation)
        if args.get("visit") is not None:
            visit = self._get_record(
                "field.visit", args["visit"], self.env._("Mission")
            )
            visit.check_access("write")
            if visit.partner_id._resolve_merged() != partner:
                raise UserError(
                    self.env._(
                        "The mission “%(visit)s” is of another client.",
                        visit=visit.name,
                    )
                )
            visit.write(values)
        else:
            visit = self.env["field.visit"].create(
                {
                    "partner_id": partner.id,
                    "user_id": self._get_rep().id,
                    "source": "phone",
                    **values,
                }
            )
        visit._keep_check_in(self._get_check_in(mutation, partner))
        if visit.state in DONE_STATES:
            # After what the visit itself has brought back to the client.
            self._check_complete(partner, visit.type_id)
            visit._mark_missing_check_in()
        return Outcome(visit, partner)

    @api.model
    def _get_visit_values(self, mutation):
        args = mutation.args
        state = args.get("state") or "done"
        values = {"state": state}
        if args.get("visit") is None or args.get("date"):
            moment = self._read_moment(args.get("date"), self.env._("Date"))
            values["date"] = moment or self._get_now(mutation)
        for name in ("comment", "problem"):
            if name in args:
                label = self.env["field.visit"]._fields[name].string
                values[name] = self._read_text(args[name], label)
        if args.get("answers") is not None:
            values["answer_ids"] = [
                fields.Command.set(self._read_answers(args["answers"]))
            ]
        for name in ("started_on", "finished_on"):
            if args.get(name):
                values[name] = self._read_moment(args[name], name)
        if args.get("type") is not None:
            label = self.env._("Mission type")
            values["type_id"] = self._get_record(
                "field.visit.type", args["type"], label
            ).id
        if args.get("values"):
            values["client_values"] = self._read_mapping(
                args["values"], self.env._("Client fields")
            )
        if state in DONE_STATES:
            values.update(self._read_revisit(args.get("revisit")))
        return values

    @api.model
    def _read_answers(self, answers):
        label = self.env._("Report")
        if not isinstance(answers, list) or len(answers) > 500:
            self._refuse_value(label, answers)
        return [
            self._get_record("field.visit.question", one, label).id for one in answers
        ]

    @api.model
    def _read_revisit(self, revisit):
        """A preset or a day, as the dialog of the back office takes them (S3-33)."""
        if revisit in (None, False, ""):
            return {}
        if revisit in PRESETS:
            return {"revisit_preset": revisit}
        return {"revisit_date": self._read_day(revisit, self.env._("Visit again on"))}

    @api.model
    def _get_check_in(self, mutation, partner):
        """Where the rep stood; from afar it is kept and marked, never refused.

        The ground may have been drawn anew while the phone was away. A phone without
        a position says when and why only.
        """
        check_in = self._read_mapping(mutation.args.get("check_in"), "check_in")
        if not check_in:
            return {}
        label = self.env._("Check-in")
        values = {
            "check_in_on": self._read_moment(check_in.get("at"), label)
            or self._get_now(mutation),
            "check_in_reason": self._read_text(check_in.get("reason"), label),
            "presence": "unverified",
        }
        if check_in.get("latitude") is None and check_in.get("longitude") is None:
            return values
        latitude = self._read_number(check_in.get("latitude"), label, -90, 90)
        longitude = self._read_number(check_in.get("longitude"), label, -180, 180)
        values.update(
            check_in_latitude=latitude,
            check_in_longitude=longitude,
            check_in_accuracy=self._read_number(
                check_in.get("accuracy", 0), label, 0, 1e7
            ),
        )
        distance = partner._get_geofence_distance(latitude, longitude)
        if distance is not None:
            is_far = distance > self.env.company.field_check_in_metres
            values.update(
                check_in_distance=distance, presence="afar" if is_far else "on_site"
            )
        return values

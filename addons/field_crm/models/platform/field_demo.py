import base64
from datetime import date

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, file_open, groupby
from odoo.tools.convert import convert_file

from ...demo.history import (
    CONVERSIONS,
    Account,
    Trade,
    asked_on,
    make_history,
    schedule,
)
from ..visit.states import DONE_STATES

_FILES = ("res.partner.csv", "res.partner-contacts.csv", "field.park.line.csv")
_TIMEZONE = pytz.timezone("Europe/Paris")
# Demo records are nobody's doing: no mail, no line in the chatter.
_QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}
_FLEET_ANSWER = "visit_fleet_survey"
_TRADES = {
    "client_subcategory_farm": Trade.FARM,
    "client_subcategory_contractor": Trade.CONTRACTOR,
    "client_subcategory_dealer": Trade.DEALER,
    "client_subcategory_haulage": Trade.HAULAGE,
    "client_subcategory_coach": Trade.COACHES,
    "client_subcategory_earthworks": Trade.WORKS,
    "client_subcategory_quarry": Trade.QUARRY,
    "client_subcategory_garage": Trade.GARAGE,
    "client_subcategory_agent": Trade.GARAGE,
    "client_subcategory_town": Trade.TOWN,
    "client_subcategory_craft": Trade.COMPANY,
    "client_subcategory_sme": Trade.COMPANY,
}


class FieldDemo(models.AbstractModel):
    """Load the demo companies and a history that ends on the day of loading."""

    _name = "field.demo"
    _description = "Demo data"

    @api.model
    def _load_demo(self):
        """Load companies, visits and conversion requests into an empty database.

        :raises UserError: when there are prospects or clients already
        """
        partners = self.env["res.partner"].with_context(active_test=False)
        if partners.search_count([("field_status", "!=", False)], limit=1):
            raise UserError(
                self.env._(
                    "There are prospects or clients already: the demo data goes "
                    "into an empty database only."
                )
            )
        # While the add-on is being installed its translations are not there yet, and
        # the summaries of the visits are written in French once and for all.
        self.env["ir.module.module"]._load_module_terms(["field_crm"], ["fr_FR"])
        quiet = self.with_context(**_QUIET)
        for name in _FILES:
            # Once loaded they are the user's: an upgrade must not sweep them away.
            convert_file(
                quiet.env,
                "field_crm",
                f"demo/{name}",
                {},
                mode="init",
                noupdate=True,
            )
        quiet._load_history(fields.Datetime.now())

    def _load_history(self, now):
        local_now = _to_local(now)
        today = local_now.date()
        partners = self._get_demo_partners()
        accounts = self._get_accounts(partners, today)
        self._create_visits(make_history(accounts, local_now), partners)
        for conversion in sorted(CONVERSIONS, key=lambda each: -each.days_ago):
            partner = partners[conversion.account]
            asked, decided = schedule(conversion, today)
            self._create_request(conversion, partner, asked, decided)

    # ------------------------------------------------------------------
    # Whom to visit
    # ------------------------------------------------------------------

    def _get_demo_partners(self):
        """Companies of the demo by the name of their XML id."""
        data = self.env["ir.model.data"].search_fetch(
            [
                ("module", "=", "field_crm"),
                ("model", "=", "res.partner"),
                ("name", "=like", r"partner\_%"),
            ],
            ["name", "res_id"],
        )
        partners = self.env["res.partner"].browse(data.mapped("res_id"))
        return dict(zip(data.mapped("name"), partners, strict=True))

    def _get_accounts(self, partners, today):
        trades = {
            self.env.ref(f"field_crm.{name}"): trade for name, trade in _TRADES.items()
        }
        conversions = {each.account: each for each in CONVERSIONS}
        accounts = []
        for key, partner in partners.items():
            conversion = conversions.get(key)
            client_since = None
            if conversion and conversion.state == "approved":
                client_since = schedule(conversion, today)[1].date()
            accounts.append(
                Account(
                    key=key,
                    rep=partner.user_id.login,
                    trade=trades[partner.subcategory_code_id],
                    latitude=partner.partner_latitude,
                    longitude=partner.partner_longitude,
                    is_prospect=partner.field_status == "prospect",
                    asked_on=conversion and asked_on(conversion, today),
                    client_since=client_since,
                )
            )
        return accounts

    # ------------------------------------------------------------------
    # What happened
    # ------------------------------------------------------------------

    def _create_visits(self, history, partners):
        reps = self.env["res.users"].union(*(p.user_id for p in partners.values()))
        users = {rep.login: rep for rep in reps}
        questions = {
            name: self.env.ref(f"field_crm.{name}").id
            for name in {name for visit in history for name in visit.answers}
        }
        for year, visits in groupby(history, key=lambda visit: visit.start.year):
            self._create_visits_of_year(year, visits, partners, users, questions)
        # Visits that are created together hand their dates over in no order.
        latest = {
            visit.account: visit for visit in history if visit.state in DONE_STATES
        }
        for key, visit in latest.items():
            partners[key].revisit_date = visit.revisit_date

    def _create_visits_of_year(self, year, visits, partners, users, questions):
        types = {
            is_survey: self.env.ref(f"field_crm.visit_type_{name}").id
            for is_survey, name in ((True, "fleet"), (False, "sales"))
        }
        context = {
            "field_visit_any_past_date": True,
            "ir_sequence_date": date(year, 1, 1),
        }
        created = (
            self.env["field.visit"]
            .with_context(**context)
            .create(
                [
                    {
                        "partner_id": partners[visit.account].id,
                        "user_id": users[visit.rep].id,
                        "date": _to_utc(visit.start),
                        "type_id": types[_FLEET_ANSWER in visit.answers],
                        "state": visit.state,
                        "answer_ids": [
                            fields.Command.link(questions[name])
                            for name in visit.answers
                        ],
                        "comment": visit.comment,
                        "revisit_preset": visit.revisit_preset or False,
                        "revisit_date": visit.revisit_date,
                    }
                    for visit in visits
                ]
            )
        )
        # Those of today's clients were made while they were prospects (S3-45).
        early = zip(created, visits, strict=True)
        self.env["field.visit"].union(
            *(record for record, visit in early if visit.as_prospect)
        ).before_client = True

    def _create_request(self, conversion, partner, asked, decided):
        requester = partner.user_id
        values = {
            "partner_id": partner.id,
            "requester_id": requester.id,
            # A pending one would send its mail when it is created.
            "state": "cancelled",
        }
        if partner.payment_mode_id.requires_signature:
            with file_open("field_crm/demo/signature.png", "rb") as picture:
                signature = base64.b64encode(picture.read())
            values.update(
                signature=signature,
                signed_by=partner.child_ids[:1].name or partner.name,
                signed_on=_to_utc(asked),
            )
        request = self.env["field.conversion.request"].create(values)
        if conversion.state in ("approved", "refused"):
            values = {
                "decided_by": self.env.ref("field_crm.user_accountant").id,
                "decided_on": _to_utc(decided),
                "refusal_reason": conversion.reason,
            }
            request.write(values)
        request.state = conversion.state
        request.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE field_conversion_request SET create_date = %s, create_uid = %s "
                "WHERE id = %s",
                _to_utc(asked),
                requester.id,
                request.id,
            )
        )
        request.invalidate_recordset(["create_date", "create_uid"])


def _to_local(moment):
    return pytz.utc.localize(moment).astimezone(_TIMEZONE).replace(tzinfo=None)


def _to_utc(moment):
    return _TIMEZONE.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)

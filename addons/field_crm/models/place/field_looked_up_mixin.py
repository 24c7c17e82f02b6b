from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.opening_lookup import HOST, LookupFailed, LookupProblem, PlaceSearch

# Somebody waits in front of a dialog.
_TIMEOUT = 8


class FieldLookedUpMixin(models.AbstractModel):
    """Opening hours that Google or a web page knows (S4-03).

    What is found is shown first: nothing replaces what somebody typed without a click.
    """

    _name = "field.looked.up.mixin"
    _description = "Place whose opening hours can be looked up"

    hours_lookup_offered = fields.Boolean(
        compute="_compute_hours_lookup_offered",
        help="A company, and the search is switched on.",
    )

    @api.depends_context("company")
    @api.depends("is_company", "company_id")
    def _compute_hours_lookup_offered(self):
        for partner in self:
            company = (partner.company_id or self.env.company).sudo()
            partner.hours_lookup_offered = (
                partner.is_company and company.field_hours_lookup
            )

    def action_look_up_hours(self):
        """« Chercher les horaires (Google) »: ask, then show what was found."""
        self.ensure_one()
        self.check_access("write")
        candidates = [
            {
                "name": place.name,
                "address": place.address,
                "week": self._to_opening_week(place.openings),
                "is_closed_for_good": place.is_closed_for_good,
            }
            for place in self._find_places()
        ]
        return self._open_hours_wizard("google", candidates)

    def action_paste_hours(self):
        """« Coller des horaires »: read a text that was copied from anywhere."""
        self.ensure_one()
        self.check_access("write")
        return self._open_hours_wizard("text", [])

    def _open_hours_wizard(self, source, candidates):
        wizard = self.env["field.hours.wizard"].create(
            {
                "partner_id": self.id,
                "source": source,
                "current_week": self.opening_week,
                "candidate_ids": [(0, 0, candidate) for candidate in candidates],
            }
        )
        if len(candidates) == 1:
            wizard.candidate_id = wizard.candidate_ids
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opening hours: %(partner)s", partner=self.name),
            "res_model": "field.hours.wizard",
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    # ------------------------------------------------------------------
    # Google
    # ------------------------------------------------------------------

    def _find_places(self):
        """Places that Google takes for this one, at least one.

        Raises
        ------
        UserError
            When nothing may be asked, Google does not answer, or knows no such place.
        """
        company = (self.company_id or self.env.company).sudo()
        self._check_may_be_looked_up(company)
        address = self._get_searched_address()
        search = PlaceSearch(
            company.field_google_key,
            company.field_google_host or HOST,
            timeout=_TIMEOUT,
        )
        try:
            places = search.find(
                self.name,
                address,
                language=(self.env.lang or "en")[:2],
                country=(self.country_id or company.country_id).code or "",
            )
        except LookupFailed as error:
            # Not from the error: nothing of the question may reach the log.
            raise UserError(self._describe_lookup_problem(error)) from None
        if not places:
            raise UserError(
                self.env._(
                    "Google knows no place “%(name)s, %(address)s”. Check both, or "
                    "type the hours.",
                    name=self.name,
                    address=address,
                )
            )
        return places

    def _check_may_be_looked_up(self, company):
        if not company.field_hours_lookup or not company.field_google_key:
            raise UserError(
                self.env._(
                    "Opening hours are not looked up at Google here: an administrator "
                    "can switch this on in the settings."
                )
            )
        if not self.is_company:
            raise UserError(
                self.env._(
                    "“%(partner)s” is a person: only companies are looked up at "
                    "Google.",
                    partner=self.name,
                )
            )
        if not (self.zip or self.city):
            raise UserError(
                self.env._(
                    "“%(partner)s” has neither postal code nor town: Google would "
                    "find another place of that name.",
                    partner=self.name,
                )
            )

    def _get_searched_address(self):
        town = " ".join(filter(None, (self.zip, self.city)))
        parts = (self.street, self.street2, town, self.country_id.name)
        return ", ".join(filter(None, parts))

    def _describe_lookup_problem(self, error):
        sentences = {
            LookupProblem.KEY_REFUSED: self.env._(
                "Google refuses the key of the settings (%(status)s): an administrator "
                "checks it, and that “Places API (New)” is enabled for it.",
                status=error.status,
            ),
            LookupProblem.QUOTA: self.env._(
                "Google answers no more questions for now (429): the quota of the key "
                "is used up. Try again later."
            ),
            LookupProblem.TIMEOUT: self.env._(
                "Google has not answered within %(seconds)s seconds. Try again later.",
                seconds=_TIMEOUT,
            ),
            LookupProblem.UNREACHABLE: self.env._(
                "Google cannot be reached from the server. Try again later."
            ),
            LookupProblem.UNAVAILABLE: self.env._(
                "Google does not work right now (%(status)s). Try again later.",
                status=error.status,
            ),
            LookupProblem.UNREADABLE: self.env._(
                "Google's answer cannot be read: nothing of it is used."
            ),
        }
        return "\n".join(
            (
                sentences[error.problem],
                self.env._("The opening hours stay as they are."),
            )
        )

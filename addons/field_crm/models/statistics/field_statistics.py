from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import file_path

from ...engine.statistics import (
    Fonts,
    Names,
    Rows,
    build_report,
    draw_sheet,
    fold,
)
from .counting import Counting, visits_of_company
from .words import get_words

_FIRST_YEAR = 2000
_CHART_SERIES = 12
_FONT = "web/static/fonts/google/Open_Sans/Open_Sans-{}.ttf"


class FieldStatistics(models.AbstractModel):
    """The figures of a rep for a year (S3-53 … S3-58).

    A rep gets the own figures only, a manager those of any rep or of all. Counting runs
    in superuser mode, after that check: a manager sees the same figures for a rep as
    the rep, also when a prospect went to a colleague meanwhile.
    """

    _name = "field.statistics"
    _description = "Statistics of a rep"

    # ------------------------------------------------------------------
    # Screen and paper
    # ------------------------------------------------------------------

    @api.model
    def get_page(self, year=False, user_id=False):
        """Everything the screen shows.

        Parameters
        ----------
        year : int or False
            The current one when left out.
        user_id : int or False
            Whose figures. Left out: the own ones of a rep, those of all to a manager.

        Returns
        -------
        dict
            JSON: the choices, key figures, and for visits, quotes and portfolio the
            rows of text of a table, for the first two also the counts of a chart.

        Raises
        ------
        AccessError
            When the user is no rep, or asks for somebody else's figures.
        UserError
            When there can be no figures of that year.
        """
        reps = self._get_reps()
        user = self._get_subject(user_id, reps)
        year = self._check_year(year)
        report, names, words = self._get_report(year, user)
        rows = Rows(report, words)
        return {
            "year": year,
            "years": self._get_years(),
            "user_id": user.id,
            "can_choose": self._can_choose(),
            "reps": [
                {"id": rep.id, "name": self._get_rep_name(rep)}
                for rep in reps
                if self._can_choose()
            ],
            "title": words.title,
            "subject": words.subject,
            "months": words.months,
            "previous_year": words.previous_year,
            "figures": [figure._asdict() for figure in rows.figures()],
            "visits": {
                "title": words.visits_title,
                "empty": words.no_visits,
                "rows": rows.monthly(report.visits, report.visits.series),
                **self._get_chart(report.visits, names),
            },
            "quotes": {
                "title": words.quotes_title,
                "empty": words.no_quotes,
                "rows": rows.monthly(report.quotes, report.quotes.series),
                **self._get_chart(report.quotes, names),
            },
            "portfolio": {
                "title": words.portfolio_title,
                "rows": rows.portfolio(report.grids),
            },
            "visits_share": rows.visits_share(),
            "note": words.note,
        }

    def _get_chart(self, monthly, names):
        if not monthly.total and not monthly.total_before:
            return {"series": [], "before": []}
        return {
            "series": [
                {
                    "name": series.name,
                    "months": series.months,
                    "is_prospect": series.is_prospect,
                }
                for series in fold(monthly.series, _CHART_SERIES, names.others)
            ],
            "before": monthly.before,
        }

    @api.model
    def _get_sheet(self, year=False, user_id=False):
        """The same figures on one page A4; arguments and errors as in ``get_page``.

        Returns
        -------
        tuple of (str, bytes)
            File name and PDF.
        """
        user = self._get_subject(user_id, self._get_reps())
        report, _names, words = self._get_report(self._check_year(year), user)
        fonts = Fonts(
            *(file_path(_FONT.format(style)) for style in ("Regular", "Bold"))
        )
        name = f"{words.title} - {words.subject}.pdf"
        return name, draw_sheet(report, words, fonts)

    # ------------------------------------------------------------------
    # Whose figures, and of when
    # ------------------------------------------------------------------

    def _can_choose(self):
        return self.env.user.has_group("field_crm.group_field_manager")

    def _get_reps(self):
        """Reps of the company whose figures the current user may see.

        Those who left are among them as long as they have visits; managers only if
        they made some themselves.
        """
        user = self.env.user
        if not user.has_group("field_crm.group_field_rep"):
            raise AccessError(
                self.env._("Statistics are for reps, managers and administrators.")
            )
        if not self._can_choose():
            return user
        managers = self.env.ref("field_crm.group_field_manager").sudo()
        reps = self.env.ref("field_crm.group_field_rep").sudo()
        active = reps.all_user_ids - managers.all_user_ids
        users = self.env["res.users"].sudo().with_context(active_test=False)
        users = users.search(
            [("company_ids", "in", self.env.company.ids), ("share", "=", False)],
            order="active desc, name, id",
        )
        others = visits_of_company(self.env.company) & Domain(
            "user_id", "in", (users - active).ids
        )
        visits = self.env["field.visit"].sudo()
        visiting = {user for (user,) in visits._read_group(others, ["user_id"])}
        return users.filtered(lambda user: user in active or user in visiting)

    def _get_subject(self, user_id, reps):
        """Whose figures are asked for; nobody's means those of all."""
        if not user_id:
            return self.env["res.users"] if self._can_choose() else self.env.user
        user = reps.filtered(lambda rep: rep.id == user_id)
        if not user:
            raise AccessError(
                self.env._("You may not see the statistics of that person.")
            )
        return user

    def _get_rep_name(self, user):
        user = user.sudo()
        if user.active:
            return user.name
        return self.env._("%(name)s (archived)", name=user.name)

    def _check_year(self, year):
        current = fields.Date.context_today(self).year
        if not year:
            return current
        if not _FIRST_YEAR <= year <= current:
            raise UserError(
                self.env._(
                    "Year: %(year)s is not between %(low)s and %(high)s.",
                    year=year,
                    low=_FIRST_YEAR,
                    high=current,
                )
            )
        return year

    def _get_years(self):
        """The current year and those before it, back to the company's first visit."""
        current = fields.Date.context_today(self).year
        visits = self.env["field.visit"].sudo()
        first = visits.search_fetch(
            visits_of_company(self.env.company), ["date"], order="date", limit=1
        )
        oldest = max(first.date.year if first else current, _FIRST_YEAR)
        return list(range(current, min(oldest, current) - 1, -1))

    def _get_report(self, year, user):
        """Report of a rep or, for nobody, of all, with the words to show it."""
        subject = self._get_rep_name(user) if user else self.env._("All reps")
        words = get_words(self.env, year, subject)
        counting = Counting(self.env, year, user)
        types, quotes = counting.count_quotes()
        names = Names(
            counting.get_grid_names(), types, self.env._("Prospects"), words.others
        )
        report = build_report(
            year,
            fields.Date.context_today(self).year,
            names,
            counting.count_visits(),
            quotes,
            counting.count_portfolio(),
            counting.count_visited(),
        )
        return report, names, words

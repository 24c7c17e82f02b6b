"""The words of the statistics' page, in the language of the reader."""

from babel.core import Locale
from babel.dates import get_month_names
from babel.numbers import format_currency, format_decimal, format_percent

from odoo import fields
from odoo.tools import format_date
from odoo.tools.misc import babel_locale_parse

from ...engine.statistics import Words


def get_months(env):
    """Short names of the twelve months."""
    names = get_month_names("abbreviated", context="stand-alone", locale=_locale(env))
    return tuple(names[month] for month in range(1, 13))


def get_words(env, year, subject):
    """Everything that the page of a year says.

    Parameters
    ----------
    env : Environment
        Of the reader; its company's currency is the one of the revenue.
    year : int
    subject : str
        Whose figures they are.

    Returns
    -------
    Words
    """
    locale = _locale(env)
    return Words(
        title=env._("Statistics %(year)s", year=year),
        subject=subject,
        company=env.company.name,
        printed_on=env._(
            "Printed on %(date)s",
            date=format_date(env, fields.Date.context_today(env.user)),
        ),
        author=env.user.name,
        months=get_months(env),
        visits=env._("Visits"),
        visits_title=env._("Visits of clients by commercial grid, and of prospects"),
        quotes=env._("Quotes handed over"),
        quotes_title=env._("Quotes handed over by type"),
        portfolio_title=env._("Revenue, clients and prospects visited"),
        no_visits=env._(
            "No visit in %(year)s nor in %(before)s.", year=year, before=year - 1
        ),
        no_quotes=env._(
            "No quote handed over in %(year)s nor in %(before)s.",
            year=year,
            before=year - 1,
        ),
        total=env._("Total"),
        year_before=env._("%% in %(year)s", year=year - 1),
        previous_year=str(year - 1),
        clients_visited=env._("Clients visited"),
        prospects_visited=env._("Prospects visited"),
        revenue=env._("Revenue %(year)s", year=year),
        revenue_before=env._("Revenue %(year)s", year=year - 1),
        change=env._("Growth"),
        versus=env._(
            "%(change)s compared to %(year)s", change="{change}", year=year - 1
        ),
        visits_share=env._(
            "Of the visits, %(clients)s went to clients, %(prospects)s to prospects.",
            clients="{clients}",
            prospects="{prospects}",
        ),
        attached=env._("Attached"),
        visited=env._("Visited"),
        share=env._("% visited"),
        grid=env._("Commercial grid"),
        note=env._(
            "Clients and prospects: those attached today, visited at least once in the "
            "year. Revenue: handed over by the ERP for this year and the last one."
        ),
        others=lambda count: env._("Others (%(count)s)", count=count),
        number=lambda value: format_decimal(value, format="#,##0", locale=locale),
        percent=lambda value: format_percent(value, locale=locale),
        money=lambda value: _format_money(value, env.company.currency_id.name, locale),
    )


def _locale(env) -> Locale:
    return babel_locale_parse(env.lang or env.user.lang)


def _format_money(value, currency, locale):
    """Whole units: cents say nothing about a year."""
    pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0")
    return format_currency(
        value, currency, format=pattern, locale=locale, currency_digits=False
    )

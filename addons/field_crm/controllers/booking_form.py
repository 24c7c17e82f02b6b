"""What the forms of the booking page send, and what is told about it."""

from datetime import timedelta

from odoo import fields
from odoo.http import request
from odoo.tools import format_date, hash_sign, verify_hash_signed

from ..engine.booking import REQUIRED, Reason, network_of, read_form
from .public_page import is_from_our_form

_SCOPE = "field_booking_form"
# Nobody types a name, a phone and a day faster; programs do.
_QUICKEST = timedelta(seconds=3)
_OPEN_FOR = timedelta(days=1)
# No browser fills it in by itself, no reader's screen shows it.
TRAP = "fld_confirm"
MAILS_PER_DAY = 5


def sign_form(page):
    """Proof of when a form was handed out, to be sent back with it."""
    now = fields.Datetime.now()
    return hash_sign(
        request.env(su=True), _SCOPE, [page.id, now.timestamp()], now + _OPEN_FOR
    )


def find_obstacle(page, post):
    """Why a form is not looked at, in words; None when it is."""
    env = request.env
    if not is_from_our_form(post):
        return env._("The page was open for too long. Please send it once more.")
    if post.get(TRAP):
        return env._("Please leave the last field empty: it catches programs.")
    try:
        signed = verify_hash_signed(env(su=True), _SCOPE, post.get("form_key") or "")
    except ValueError:
        signed = None
    if not signed or signed[0] != page.id:
        return env._("The page was open for too long. Please send it once more.")
    if fields.Datetime.now().timestamp() - signed[1] < _QUICKEST.total_seconds():
        return env._(
            "That was quick! Please check what you typed, and send it once more."
        )
    return None


def is_flooded(page):
    """Count this attempt; whether this visitor or all together make too many."""
    hits = request.env["field.booking.hit"]
    # With proxy_mode, the address that our proxy saw; a header alone fools nobody.
    visitor = network_of(request.httprequest.remote_addr or "")
    return hits._is_too_often(
        ("visitor", page.id, visitor), page.ip_limit
    ) or hits._is_too_often(("page", page.id), page.page_limit)


def is_mailed_too_often(email):
    """Count a mail to an address that a stranger typed."""
    hits = request.env["field.booking.hit"]
    return hits._is_too_often(("mail", email.lower()), MAILS_PER_DAY, hours=24)


def read_wish(page, post, is_known=False):
    """What was asked for: values of a request, and sentences by name of the field."""
    first, last = page._get_days()
    wish = read_form(
        post,
        set(page._get_offered_types().ids),
        first,
        last,
        () if is_known else REQUIRED,
        page.company_id.country_id.code or "FR",
    )
    problems = {}
    for problem in wish.problems:
        problems.setdefault(problem.field, _describe(problem))
    values = dict(wish.values, lang=request.env.lang)
    if is_known:
        kept = ("type_id", "wish_date", "wish_period", "message", "lang")
        values = {name: values[name] for name in kept}
        problems = {name: text for name, text in problems.items() if name in kept}
    elif "email" not in problems:
        values["email"] = values["email"].lower()
    return values, problems


def get_labels():
    """What the fields are called, for the page and for its sentences."""
    env = request.env
    return {
        "company_name": env._("Company"),
        "contact_name": env._("Your name"),
        "email": env._("Email"),
        "phone": env._("Phone"),
        "street": env._("Address"),
        "zip": env._("Postal code"),
        "city": env._("Town"),
        "type_id": env._("What do you need?"),
        "wish_date": env._("Day you wish for"),
        "wish_period": env._("Time of day"),
        "message": env._("Message"),
    }


def _describe(problem):
    env = request.env
    label = get_labels()[problem.field]
    if problem.reason is Reason.TOO_LONG:
        return env._(
            "%(field)s: %(length)s characters; %(limit)s at most, please.",
            field=label,
            length=problem.length,
            limit=problem.limit,
        )
    if problem.reason in (Reason.TOO_EARLY, Reason.TOO_LATE):
        day = format_date(env, problem.limit)
        if problem.reason is Reason.TOO_EARLY:
            return env._("%(field)s: not before %(day)s, please.", field=label, day=day)
        return env._("%(field)s: not after %(day)s, please.", field=label, day=day)
    return {
        Reason.MISSING: env._("%(field)s: please fill in.", field=label),
        Reason.NOT_AN_EMAIL: env._(
            "%(field)s: an address such as nom@exemple.fr, please.", field=label
        ),
        Reason.NOT_A_PHONE: env._(
            "%(field)s: a complete number, please, with +33 or +32… from abroad.",
            field=label,
        ),
        Reason.NOT_OFFERED: env._(
            "%(field)s: please choose from the list.", field=label
        ),
        Reason.NOT_A_DATE: env._("%(field)s: please choose a day.", field=label),
    }[problem.reason]

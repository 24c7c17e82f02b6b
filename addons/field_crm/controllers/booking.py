from odoo import http
from odoo.http import request
from odoo.tools import format_date

from ..engine.booking import LIMITS, check_slug
from .booking_form import (
    TRAP,
    find_obstacle,
    get_labels,
    is_flooded,
    is_mailed_too_often,
    read_wish,
    sign_form,
)
from .public_page import MAX_BODY, is_from_our_form, render_page, speak

_FORM = {
    "type": "http",
    "auth": "public",
    "methods": ["POST"],
    "csrf": False,  # looked at in is_from_our_form
    "max_content_length": MAX_BODY,
}
_PAGE = {"type": "http", "auth": "public", "methods": ["GET"]}


class Booking(http.Controller):
    """The public booking page (S4-24).

    To a stranger every answer is the same, whether or not the company knows the name,
    the address or the phone: no client's card is looked at. A personal link shows the
    missions of one place. No GET changes anything, since mail scanners follow links.
    """

    # --- strangers -------------------------------------------------------------------

    @http.route("/booking/<string:slug>", **_PAGE)
    def show(self, slug, **_query):
        page = self._find_page(slug)
        return self._render_form(page)

    @http.route("/booking/<string:slug>", **_FORM)
    def send(self, slug, **post):
        page = self._find_page(slug)
        if not page:
            return self._render_gone()
        if is_flooded(page):
            return self._render_later(page)
        obstacle = find_obstacle(page, post)
        if obstacle:
            return self._render_form(page, 422, post, {"": obstacle})
        values, problems = read_wish(page, post)
        if problems:
            return self._render_form(page, 422, post, problems)
        if is_mailed_too_often(values["email"]):
            return self._render_later(page)
        request.env["field.booking.request"].sudo()._receive(page, values)
        return request.redirect(f"/booking/{page.slug}/sent", code=303)

    @http.route("/booking/<string:slug>/sent", **_PAGE)
    def sent(self, slug, **_query):
        page = self._find_page(slug)
        return self._render(page, "field_crm.booking_sent")

    @http.route("/booking/confirm/<string:token>", **_PAGE)
    def ask_to_confirm(self, token, **_query):
        wish = self._find_request(token)
        return self._render_confirm(wish, token)

    @http.route("/booking/confirm/<string:token>", **_FORM)
    def confirm(self, token, **post):
        wish = self._find_request(token)
        if wish and is_from_our_form(post):
            wish._confirm()
        return self._render_confirm(wish, token)

    # --- known people ----------------------------------------------------------------

    @http.route("/booking/<string:slug>/me/<string:token>", **_PAGE)
    def show_mine(self, slug, token, done=None, **_query):
        page, person = self._find_person(slug, token)
        return self._render_mine(page, person, token, is_done=bool(done))

    @http.route("/booking/<string:slug>/me/<string:token>", **_FORM)
    def send_mine(self, slug, token, **post):
        page, person = self._find_person(slug, token)
        if not person:
            return self._render_gone()
        if is_flooded(page):
            return self._render_later(page)
        obstacle = find_obstacle(page, post)
        if obstacle:
            return self._render_mine(page, person, token, 422, post, {"": obstacle})
        values, problems = read_wish(page, post, is_known=True)
        if problems:
            return self._render_mine(page, person, token, 422, post, problems)
        request.env["field.booking.request"].sudo()._receive_from(page, person, values)
        return request.redirect(f"/booking/{page.slug}/me/{token}?done=1", code=303)

    # --- what is found ---------------------------------------------------------------

    def _find_page(self, slug):
        pages = request.env["field.booking.page"].sudo()
        if not check_slug(slug):
            return pages
        page = pages.search([("slug", "=", slug)], limit=1)
        return page.with_company(page.company_id) if page else page

    def _find_request(self, token):
        requests = request.env["field.booking.request"]
        wish, _more = requests._from_link_token("confirm", token)
        if not wish.page_id.active:
            return wish.browse()
        speak(wish.lang)
        return wish.with_company(wish.company_id)

    def _find_person(self, slug, token):
        page = self._find_page(slug)
        partners = request.env["res.partner"].sudo()
        if not page:
            return page, partners.browse()
        person = partners._from_booking_token(page, token)
        speak(person.lang)
        return page.with_context(lang=request.env.lang), person

    # --- what is shown ---------------------------------------------------------------

    def _render(self, page, template, status=200, **values):
        if not page:
            return self._render_gone()
        own_logo = not page.logo and page.logo_url or None
        return render_page(
            template,
            page.company_id,
            status,
            logo=page.logo,
            logo_url=own_logo,
            page=page,
            **values,
        )

    def _render_form(self, page, status=200, post=None, problems=None):
        if not page:
            return self._render_gone()
        return self._render(
            page,
            "field_crm.booking_page",
            status,
            action=f"/booking/{page.slug}",
            **self._get_form_values(page, post, problems),
        )

    def _render_mine(
        self, page, person, token, status=200, post=None, problems=None, is_done=False
    ):
        if not person:
            return self._render_gone()
        site = person._get_booking_site()
        columns = page.column_ids
        missions = [
            [column._get_text(visit) for column in columns]
            for visit in page._get_missions(site)
        ]
        return self._render(
            page,
            "field_crm.booking_mine",
            status,
            action=f"/booking/{page.slug}/me/{token}",
            greeting=request.env._(
                "Hello %(person)s. These are our missions at %(place)s.",
                person=person.name,
                place=site.name,
            ),
            titles=[column._get_label() for column in columns],
            missions=missions,
            is_done=is_done,
            **self._get_form_values(page, post, problems),
        )

    def _get_form_values(self, page, post, problems):
        first, last = page._get_days()
        return {
            "types": page._get_offered_types(),
            "first_day": first.isoformat(),
            "first_day_hint": request.env._(
                "(from %(day)s on)", day=format_date(request.env, first)
            ),
            "last_day": last.isoformat(),
            "limits": LIMITS,
            "labels": get_labels(),
            "typed": {
                name: text for name, text in (post or {}).items() if text is not None
            },
            "problems": problems or {},
            "form_key": sign_form(page),
            "trap": TRAP,
        }

    def _render_confirm(self, wish, token):
        if not wish:
            return self._render_gone()
        if wish.state == "unconfirmed":
            return self._render(wish.page_id, "field_crm.booking_confirm", token=token)
        recorded = request.env._(
            "Your request %(number)s has been recorded. We will be in touch about the "
            "date.",
            number=wish.name,
        )
        return self._render(
            wish.page_id, "field_crm.booking_confirmed", recorded=recorded
        )

    def _render_later(self, page):
        return self._render(page, "field_crm.booking_later", 429)

    def _render_gone(self):
        # The same for a page that never was, one that is closed and every bad link.
        return render_page("field_crm.booking_gone", request.env.company, 404)

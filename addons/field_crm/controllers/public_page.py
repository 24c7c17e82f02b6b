"""What every page for people without a login has in common."""

from urllib.parse import urlsplit

from odoo.http import request
from odoo.tools.image import image_data_uri

# Longer than any honest form: refused before it is read.
MAX_BODY = 64 * 1024

_HEADERS = {
    "Cache-Control": "no-store",
    # The address of the page is the key to it: no other site may learn it.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def render_page(template, company, status=200, logo=None, logo_url=None, **values):
    """A page without any script, which nobody may frame, index or keep.

    Parameters
    ----------
    company : res.company
        Whose page it is; its logo and name are shown.
    logo, logo_url : str, optional
        Picture (base64), or one on another site (https), instead of the company's.
    """
    env = request.env
    company = company.sudo()
    if not logo and not logo_url and not company.uses_default_logo:
        logo = company.logo_web
    values.update(
        company=company,
        logo=image_data_uri(logo) if logo else logo_url,
        csrf_token=request.csrf_token(),
        html_lang=env.lang.replace("_", "-"),
    )
    html = env["ir.ui.view"].sudo()._render_template(template, values)
    headers = {**_HEADERS, "Content-Security-Policy": _content_policy(logo_url)}
    response = request.make_response(
        html, [*headers.items(), ("Content-Type", "text/html; charset=utf-8")]
    )
    response.status_code = status
    return response


def speak(lang):
    """Answer in the reader's language when it is known, else in the browser's."""
    if lang and lang in dict(request.env["res.lang"].get_installed()):
        request.update_context(lang=lang)


def is_from_our_form(post):
    """Whether a form was sent from the page that this browser was given.

    Asked by hand rather than by the route, so that a page which was open for days
    comes back with everything that was typed instead of as a bare error.
    """
    return request.validate_csrf(post.get("csrf_token"))


def _content_policy(logo_url):
    pictures = ["'self'", "data:"]
    if logo_url:
        pictures.append(f"https://{urlsplit(logo_url).netloc}")
    return (
        f"default-src 'none'; style-src 'self'; img-src {' '.join(pictures)}; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )

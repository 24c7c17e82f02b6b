import hashlib
import json
from pathlib import Path

from odoo import http
from odoo.http import request
from odoo.tools import file_open
from odoo.tools.translate import code_translations

MODULE = "field_crm_sync"
BUNDLE = f"{MODULE}.assets_app"
STATIC = f"/{MODULE}/static"
ICONS = [
    {"src": f"{STATIC}/img/app-192.png", "sizes": "192x192", "purpose": "any"},
    {"src": f"{STATIC}/img/app-512.png", "sizes": "512x512", "purpose": "any"},
    {
        "src": f"{STATIC}/img/app-maskable.png",
        "sizes": "512x512",
        "purpose": "maskable",
    },
]
WORKER = [
    f"{MODULE}/static/src/worker/service_worker.js",
    f"{MODULE}/static/src/worker/background.js",
]
JOURNAL = f"{MODULE}/static/src/worker/journal.js"
YEAR = 365 * 24 * 3600

_PUBLIC = {"type": "http", "auth": "public", "methods": ["GET"], "save_session": False}
_POLICY = "; ".join(
    [
        "default-src 'self'",
        # Templates of OWL become functions in the browser.
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


class Shell(http.Controller):
    """The app itself, without anything of anybody: what a phone keeps to open cold.

    It is public, since a phone that is signed out has to open it and to update it.
    """

    @http.route("/field", **_PUBLIC)
    def show(self):
        return request.make_response(
            self._get_page(),
            {
                "Content-Type": "text/html; charset=utf-8",
                "Cache-Control": "no-cache",
                "Content-Security-Policy": _POLICY,
                "Referrer-Policy": "same-origin",
            },
        )

    @http.route("/field/sw.js", **_PUBLIC)
    def show_worker(self):
        code = "\n".join(map(_read, WORKER))
        shell = json.dumps(
            {"version": self._get_version(), "assets": self._get_assets()}
        )
        return request.make_response(
            f"self.SHELL = {shell};\n{code}",
            {
                "Content-Type": "text/javascript; charset=utf-8",
                "Cache-Control": "no-cache",
                "Service-Worker-Allowed": "/field",
            },
        )

    @http.route("/field/manifest.webmanifest", **_PUBLIC)
    def show_manifest(self):
        manifest = {
            "id": "/field",
            "name": "Field CRM",
            "short_name": "Field CRM",
            "lang": "fr",
            "start_url": "/field",
            "scope": "/field",
            "display": "standalone",
            "orientation": "any",
            "background_color": "#f6f5f1",
            "theme_color": "#1f5c4d",
            "icons": [icon | {"type": "image/png"} for icon in ICONS],
        }
        return request.make_json_response(
            manifest,
            {
                "Content-Type": "application/manifest+json",
                "Cache-Control": "no-cache",
            },
        )

    @http.route("/field/terms/<string:stamp>/<string:lang>.json", **_PUBLIC)
    def show_terms(self, stamp, lang):
        """What the screens say in one language; the stamp makes each address final."""
        if self._get_terms().get(lang) != f"/field/terms/{stamp}/{lang}.json":
            raise request.not_found()
        return request.make_response(
            _write_terms(lang),
            {
                "Content-Type": "application/json; charset=utf-8",
                "Cache-Control": f"public, max-age={YEAR}, immutable",
            },
        )

    # --- what the shell is made of ---------------------------------------------------

    def _get_page(self):
        return request.env["ir.qweb"]._render(
            f"{MODULE}.shell",
            {
                "bundle": self._get_bundle(),
                "terms": json.dumps(self._get_terms()),
                "icon": ICONS[0]["src"],
                "journal": _stamped(JOURNAL),
                "version": self._get_bundle_version(),
            },
            raise_if_not_found=True,
        )

    def _get_bundle(self):
        return request.env["ir.qweb"].sudo()._get_asset_links(BUNDLE)

    def _get_terms(self):
        """Address of the terms of each installed language."""
        return {
            lang: f"/field/terms/{_stamp(_write_terms(lang))}/{lang}.json"
            for lang, _name in request.env["res.lang"].sudo().get_installed()
            if lang != "en_US"
        }

    def _get_assets(self):
        """Everything that has to be on the phone before a version is used."""
        return [
            "/field",
            "/field/manifest.webmanifest",
            *self._get_bundle(),
            *self._get_terms().values(),
            _stamped(JOURNAL),
            *(icon["src"] for icon in ICONS),
        ]

    def _get_bundle_version(self):
        return _stamp(json.dumps([self._get_bundle(), self._get_terms()]))

    def _get_version(self):
        return _stamp(str(self._get_page()) + json.dumps(self._get_assets()))


def _stamp(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read(path):
    with file_open(path) as file:
        return file.read()


def _stamped(path):
    """Address of a static file that changes whenever the file does."""
    return f"/{Path(path).as_posix()}?{_stamp(_read(path))}"


def _write_terms(lang):
    terms = {}
    for module in ("field_crm", MODULE):
        found = code_translations.get_web_translations(module, lang)["messages"]
        terms.update({term["id"]: term["string"] for term in found})
    return json.dumps(terms, sort_keys=True, ensure_ascii=False)

from lxml import etree

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import file_path, get_lang, html2plaintext

from ...engine.report import Column, Fonts, Kind, Report, Words

# What a table can say in one cell.
_KINDS = {
    "boolean": Kind.BOOLEAN,
    "char": Kind.TEXT,
    "date": Kind.DATE,
    "datetime": Kind.DATETIME,
    "float": Kind.NUMBER,
    "html": Kind.TEXT,
    "integer": Kind.INTEGER,
    "many2many": Kind.TEXT,
    "many2one": Kind.TEXT,
    "many2one_reference": Kind.INTEGER,
    "monetary": Kind.MONEY,
    "one2many": Kind.INTEGER,
    "selection": Kind.TEXT,
    "text": Kind.TEXT,
}
_WIDTHS = {
    Kind.BOOLEAN: 7,
    Kind.DATE: 13,
    Kind.DATETIME: 18,
    Kind.INTEGER: 9,
    Kind.MONEY: 13,
    Kind.NUMBER: 10,
}
_TEXT_WIDTHS = {"char": 22, "many2one": 22, "selection": 13, "many2many": 18}
_FONT = "web/static/fonts/google/Open_Sans/Open_Sans-%s.ttf"


class FieldReportBuilder(models.AbstractModel):
    """Make a report out of a screen, with the rights of whoever the environment has.

    The environment's user reads: what that user may not see is not in the report. The
    three layouts are in files of their own.
    """

    _name = "field.report.builder"
    _description = "Report builder"

    @api.model
    def _build(self, spec):
        """Make the report of a subscription.

        :param spec: a record of ``field.report.subscription``
        :return: an ``engine.report.Report``; its rows are read as they are taken
        :raises UserError: when the screen or the filter is no longer there
        :raises AccessError: when the user may not read the model
        """
        model = self._get_model(spec)
        domain = self._get_domain(spec)
        saved = spec.filter_id.with_env(self.env).sudo()._get_report_context()
        build = {
            "list": self._build_list,
            "pivot": self._build_pivot,
            "graph": self._build_graph,
        }[spec.layout]
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        return Report(
            title=spec.name,
            company=spec.company_id.name,
            filters=[spec.filter_summary] if spec.filter_summary else [],
            made_on=now.replace(tzinfo=None),
            **build(spec, model, domain, saved),
        )

    def _get_model(self, spec):
        if spec.model not in self.env:
            raise UserError(
                self.env._("The screen of “%(name)s” is gone.", name=spec.name)
            )
        model = self.env[spec.model].with_context(
            active_test=not spec.includes_archived
        )
        model.check_access("read")
        return model

    def _get_domain(self, spec):
        found = spec.filter_id.with_env(self.env).sudo()
        base = found._evaluate_for_report(spec.base_domain, [])
        return Domain(base) & found._get_report_domain()

    def _get_arch(self, spec, model):
        """The screen's own view as this user gets it."""
        view = self.env["ir.ui.view"].sudo().browse(spec.view_id).exists()
        is_same = view.model == model._name and view.type == spec.layout
        found = model.get_view(view.id if is_same else None, spec.layout)
        return etree.fromstring(found["arch"])

    # ------------------------------------------------------------------
    # Fields and values
    # ------------------------------------------------------------------

    def _get_fields(self, model):
        """Fields that this user may read, as the web client gets them."""
        names = ["string", "type", "selection", "aggregator", "relation", "groupable"]
        return {
            name: field
            for name, field in model.fields_get(attributes=names).items()
            if field["type"] in _KINDS
        }

    def _make_column(self, field, label=None, has_total=False):
        kind = _KINDS[field["type"]]
        width = _WIDTHS.get(kind) or _TEXT_WIDTHS.get(field["type"], 30)
        return Column(label or field["string"], kind, has_total, width)

    def _get_value(self, field, value):
        """A value of ``read`` as the document holds it."""
        kind = field["type"]
        if kind == "boolean":
            return bool(value)
        if kind in ("integer", "float", "monetary", "many2one_reference"):
            return value or 0
        if value is False or value is None:
            return None
        if kind == "many2one":
            return value[1]
        if kind == "one2many":
            return len(value)
        if kind == "selection":
            return dict(field["selection"]).get(value, value)
        if kind == "html":
            return html2plaintext(value)
        if kind == "datetime":
            local = fields.Datetime.context_timestamp(self, value)
            return local.replace(tzinfo=None)
        return value

    def _get_words(self):
        lang = get_lang(self.env)
        return Words(
            page=self.env._("Page %(page)s of %(count)s"),
            made_on=self.env._("Made on %s"),
            filters=self.env._("Filters: %s"),
            total=self.env._("Total"),
            yes=self.env._("Yes"),
            no=self.env._("No"),
            nothing=self.env._("Nothing matches the filters."),
            decimal=lang.decimal_point,
            thousands=lang.thousands_sep or "",
            date=lang.date_format,
            moment=f"{lang.date_format} {lang.time_format.replace(':%S', '')}",
        )

    @api.model
    def _get_fonts(self):
        try:
            return Fonts(file_path(_FONT % "Regular"), file_path(_FONT % "Bold"))
        except FileNotFoundError:
            return None

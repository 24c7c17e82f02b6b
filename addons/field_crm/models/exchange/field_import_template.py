from collections import Counter

from odoo import api, fields, models

from ...engine.importer.headers import normalise


class FieldImportTemplate(models.Model):
    """A mapping that is remembered, for the next file with the same headers (S0-33)."""

    _name = "field.import.template"
    _description = "Mapping of imported columns"
    _order = "used_on desc, id desc"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
    )
    mapping = fields.Json(
        readonly=True, help="Name of the field by header, as headers are compared."
    )
    description = fields.Text(string="Columns", compute="_compute_description")
    creates_codes = fields.Boolean(string="Create unknown sectors, agencies…")
    clears = fields.Boolean(string="Empty cells erase values")
    used_on = fields.Datetime(
        string="Last used", readonly=True, default=fields.Datetime.now
    )

    _company_used_idx = models.Index("(company_id, used_on)")

    @api.depends("mapping")
    def _compute_description(self):
        labels = dict(self.env["field.import.catalogue"]._get_choices())
        for template in self:
            template.description = "\n".join(
                f"{header} → {labels.get(target, target)}"
                for header, target in (template.mapping or {}).items()
            )

    @api.model
    def _find(self, columns):
        """The template whose headers all stand in a file; the fullest, then the newest.

        The workbook of refused rows has a column more than its source, and maps itself.

        :param columns: the file's ``Column`` objects
        :return: ``field.import.template``, empty when there is none
        """
        headers = set(self._get_keys(columns).values())
        fitting = self.search([("company_id", "=", self.env.company.id)]).filtered(
            lambda template: template.mapping and headers.issuperset(template.mapping)
        )
        return fitting.sorted(lambda template: -len(template.mapping))[:1]

    @api.model
    def _remember(self, template, name, columns, options):
        """Keep a mapping, in its template or in a new one.

        :param template: ``field.import.template`` to change; may be empty
        :param str name: name of a new one
        :param columns: ``field.import.column`` records
        :param dict options: values of the template's other fields
        """
        keys = self._get_keys(columns)
        vals = {
            **options,
            "mapping": {
                keys[column.position]: column.target
                for column in columns
                if column.target and column.position in keys
            },
            "used_on": fields.Datetime.now(),
        }
        if template:
            template.write(vals)
            return template
        return self.create({**vals, "name": name})

    def _get_targets_of(self, columns):
        """{position: target} of a file's columns, without targets that are gone."""
        known = dict(self.env["field.import.catalogue"]._get_choices())
        mapping = self.mapping or {}
        return {
            position: mapping[key]
            for position, key in self._get_keys(columns).items()
            if mapping.get(key) in known
        }

    def _get_options(self):
        return {"creates_codes": self.creates_codes, "clears": self.clears}

    @staticmethod
    def _get_keys(columns):
        """{position: header as headers are compared}; the second of two is marked."""
        seen = Counter()
        keys = {}
        for column in columns:
            position = column.position if hasattr(column, "position") else column.index
            key = normalise(column.header or "")
            if key:
                seen[key] += 1
                keys[position] = key if seen[key] == 1 else f"{key} #{seen[key]}"
        return keys

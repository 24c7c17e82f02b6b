import hashlib
import json
from datetime import date

from odoo import fields, models
from odoo.tools import format_date, formatLang

from ...engine.importer import (
    STATUS,
    Action,
    NewCode,
    Options,
    Planner,
)
from .import_record import ImportRecord

_ROWS_BETWEEN_STEPS = 200


class FieldImportCheckMixin(models.AbstractModel):
    """What importing a file would do, told before anything is written."""

    _name = "field.import.check.mixin"
    _description = "Check of an import"
    _inherit = "field.import.source.mixin"

    creates_codes = fields.Boolean(string="Create unknown sectors, agencies…")
    clears = fields.Boolean(string="Empty cells erase values")
    checked_print = fields.Char(
        readonly=True,
        copy=False,
        help="Fingerprint of the file, its mapping and options that were checked.",
    )
    created_count = fields.Integer(
        string="Created", readonly=True, copy=False, aggregator="sum"
    )
    updated_count = fields.Integer(
        string="Updated", readonly=True, copy=False, aggregator="sum"
    )
    unchanged_count = fields.Integer(string="Unchanged", readonly=True, copy=False)
    refused_count = fields.Integer(string="Refused", readonly=True, copy=False)
    warning_count = fields.Integer(string="To check", readonly=True, copy=False)
    changed_fields = fields.Char(
        string="Records changed, by field", readonly=True, copy=False
    )
    problem_ids = fields.One2many("field.import.problem", "import_id")
    problem_count = fields.Integer(readonly=True, copy=False)
    change_ids = fields.One2many("field.import.change", "import_id")
    change_count = fields.Integer(readonly=True, copy=False)
    places = fields.Json(
        readonly=True,
        copy=False,
        help="How many new records are placed how exactly: by the file, at the town, "
        "at the postal code, not at all.",
    )
    refused_rows = fields.Json(readonly=True, copy=False)
    refused_file = fields.Binary(readonly=True, attachment=True, copy=False)

    # ------------------------------------------------------------------
    # Planning
    # ------------------------------------------------------------------

    def _iter_plans(self, table, reference=None):
        """What becomes of each row of a table, as the base is now."""
        Catalogue = self.env["field.import.catalogue"]
        targets = {target.name: target for target in Catalogue._get_targets()}
        mapping = {
            position: targets[name]
            for position, name in self._get_mapping().items()
            if name in targets
        }
        names = [target.name for target in mapping.values()]
        planner = Planner(
            mapping,
            reference or Catalogue._get_reference(),
            lambda keys: Catalogue._get_existing(keys, names),
            Options(
                creatable=frozenset(
                    Catalogue._get_creatable() if self.creates_codes else ()
                ),
                clears=self.clears,
            ),
            known=Catalogue._find_known,
        )
        return planner.plan(table.rows)

    def _get_settings_print(self):
        """Fingerprint of everything that decides what an import does."""
        settings = [
            self._get_fingerprint(self._get_content()),
            self.sheet_name,
            self.header_row,
            self.encoding,
            self.separator,
            sorted(self._get_mapping().items()),
            self.creates_codes,
            self.clears,
        ]
        return hashlib.sha256(json.dumps(settings).encode()).hexdigest()

    # ------------------------------------------------------------------
    # Check
    # ------------------------------------------------------------------

    def _work_check(self, work):
        """Plan every row, and keep what would become of them; nothing is written.

        :param work: the ``field.work`` that shows how far it is; may be empty
        """
        self.ensure_one()
        table = self._read_table()
        reference = self.env["field.import.catalogue"]._get_reference()
        record = ImportRecord(self, reference, table)
        for number, plan in enumerate(self._iter_plans(table, reference), start=1):
            record.add(plan)
            if not number % _ROWS_BETWEEN_STEPS:
                work._advance(number, len(table.rows), self.env._("Checking the rows"))
        self._keep_check(record)

    def _keep_check(self, record):
        """Keep what a check found.

        :param ImportRecord record: the outcome of a check
        """
        mine = self.sudo()
        self._keep_problems(record)
        mine.change_ids.unlink()
        mine.env["field.import.change"].create(record.changes)
        labels = dict(self.env["field.import.catalogue"]._get_choices())
        summary = record.summary
        mine.write(
            {
                "state": "check",
                "checked_print": self._get_settings_print(),
                **self._get_counts(summary),
                "row_count": len(record.table.rows),
                "places": dict(record.places) or False,
                "change_count": record.change_count,
                "changed_fields": ", ".join(
                    f"{labels[name]} ({count})"
                    for name, count in summary.changed.most_common()
                ),
            }
        )

    def _keep_problems(self, record):
        mine = self.sudo()
        mine.problem_ids.unlink()
        mine.env["field.import.problem"].create(record.problems)
        mine.write(
            {
                "problem_count": record.problem_count,
                "refused_rows": [row for row, _reasons in record.refused],
                "refused_file": record.write_refused(),
            }
        )

    @staticmethod
    def _get_counts(summary):
        return {
            "created_count": summary.actions[Action.CREATE],
            "updated_count": summary.actions[Action.UPDATE],
            "unchanged_count": summary.actions[Action.UNCHANGED],
            "refused_count": summary.actions[Action.REFUSED],
            "warning_count": summary.warnings,
        }

    def _present(self, name, value, reference):
        """A value of a plan as the user reads it."""
        if value is None:
            return ""
        if isinstance(value, NewCode):
            return self.env._("%(code)s (new)", code=value.text)
        if isinstance(value, list):
            return ", ".join(reference.codes[name].text_of(each) for each in value)
        if name in reference.codes:
            return reference.codes[name].text_of(value)
        if name == STATUS:
            selection = self.env["res.partner"]._fields[STATUS]._description_selection
            return dict(selection(self.env))[value]
        if isinstance(value, bool):
            return self.env._("Yes") if value else self.env._("No")
        if isinstance(value, date):
            return format_date(self.env, value)
        if isinstance(value, float):
            return formatLang(self.env, value, digits=7).rstrip("0").rstrip(",.")
        return str(value)

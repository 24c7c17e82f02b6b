import base64
from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from ..engine.importer import (
    STATUS,
    Action,
    ImportFileError,
    NewCode,
    Options,
    Planner,
    Summary,
    read_table,
)
from .field_import_messages import file_message, row_message

# More lines than anybody reads would only slow the screen down.
_SHOWN_PROBLEMS = 500
_SHOWN_CHANGES = 200


class FieldImportCheck(models.AbstractModel):
    """A workbook, its mapping, and what importing it would do."""

    _name = "field.import.check"
    _description = "Check of an imported workbook"

    file = fields.Binary(attachment=True)
    file_name = fields.Char()
    sheet_name = fields.Char(string="Sheet")
    header_row = fields.Integer(string="Row of the headers")
    column_ids = fields.One2many("field.import.column", "wizard_id")
    creates_codes = fields.Boolean(string="Create unknown sectors, agencies…")
    clears = fields.Boolean(string="Empty cells erase values")
    created_count = fields.Integer(readonly=True)
    updated_count = fields.Integer(readonly=True)
    unchanged_count = fields.Integer(readonly=True)
    refused_count = fields.Integer(readonly=True)
    warning_count = fields.Integer(readonly=True)
    changed_fields = fields.Char(readonly=True)
    problem_ids = fields.One2many("field.import.problem", "wizard_id")
    problem_count = fields.Integer(readonly=True)
    change_ids = fields.One2many("field.import.change", "wizard_id")
    change_count = fields.Integer(readonly=True)

    # ------------------------------------------------------------------
    # Engine
    # ------------------------------------------------------------------

    def _get_content(self):
        # A file that was just chosen is still on its way as text.
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _read_table(self):
        try:
            return read_table(
                self._get_content(), self.sheet_name or "", self.header_row or None
            )
        except ImportFileError as error:
            raise UserError(file_message(self.env, error)) from error

    def _iter_plans(self, table=None, reference=None):
        """Plan every row of the sheet."""
        table = table or self._read_table()
        Catalogue = self.env["field.import.catalogue"]
        targets = {target.name: target for target in Catalogue._get_targets()}
        mapping = {
            column.position: targets[column.target]
            for column in self.column_ids
            if column.target in targets
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
        )
        return planner.plan(table.rows)

    def _record_check(self):
        """Keep the outcome of the check for the screen."""
        summary = Summary()
        problems, changes = [], []
        problem_count = change_count = 0
        headers = self._get_headers()
        reference = self.env["field.import.catalogue"]._get_reference()
        labels = dict(self.env["field.import.catalogue"]._get_choices())
        for plan in self._iter_plans(reference=reference):
            summary.add(plan)
            problem_count += len(plan.problems)
            if len(problems) < _SHOWN_PROBLEMS:
                problems += self._get_problem_vals(plan, headers)
            if plan.action is Action.UPDATE:
                change_count += len(plan.values)
                if len(changes) < _SHOWN_CHANGES:
                    changes += self._get_change_vals(plan, labels, reference)
        self.problem_ids.unlink()
        self.change_ids.unlink()
        self.env["field.import.problem"].create(problems)
        self.env["field.import.change"].create(changes)
        self.write(
            {
                "state": "check",
                "created_count": summary.actions[Action.CREATE],
                "updated_count": summary.actions[Action.UPDATE],
                "unchanged_count": summary.actions[Action.UNCHANGED],
                "refused_count": summary.actions[Action.REFUSED],
                "warning_count": summary.warnings,
                "problem_count": problem_count,
                "change_count": change_count,
                "changed_fields": ", ".join(
                    f"{labels[name]} ({count})"
                    for name, count in summary.changed.most_common()
                ),
            }
        )

    def _get_headers(self):
        """Header of the column by name of the target."""
        return {
            column.target: column._get_title()
            for column in self.column_ids
            if column.target
        }

    def _get_problem_vals(self, plan, headers):
        return [
            {
                "wizard_id": self.id,
                "row": problem.row,
                "reference": plan.key,
                "column": headers.get(problem.target, ""),
                "value": problem.value,
                "reason": row_message(self.env, problem),
                "is_warning": problem.is_warning,
                "severity": "warning" if problem.is_warning else "refused",
            }
            for problem in plan.problems
        ]

    def _get_reasons(self, plan, headers):
        return " / ".join(
            ": ".join(
                filter(
                    None, (headers.get(problem.target), row_message(self.env, problem))
                )
            )
            for problem in plan.problems
            if not problem.is_warning
        )

    def _get_change_vals(self, plan, labels, reference):
        return [
            {
                "wizard_id": self.id,
                "row": plan.row,
                "reference": plan.key,
                "name": plan.name,
                "field_label": labels[name],
                "previous": self._present(name, plan.previous.get(name), reference),
                "value": self._present(name, value, reference),
            }
            for name, value in plan.values.items()
        ]

    def _present(self, name, value, reference):
        """A value of a plan as the user reads it."""
        if value is None:
            return ""
        if isinstance(value, NewCode):
            return self.env._("%(code)s (new)", code=value.text)
        if name in reference.codes:
            return reference.codes[name].text_of(value)
        if name == STATUS:
            selection = self.env["res.partner"]._fields[STATUS]._description_selection
            return dict(selection(self.env))[value]
        if isinstance(value, date):
            return format_date(self.env, value)
        if isinstance(value, float):
            return formatLang(self.env, value, digits=7).rstrip("0").rstrip(",.")
        return str(value)

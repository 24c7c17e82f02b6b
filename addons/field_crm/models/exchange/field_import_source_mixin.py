import base64
import hashlib
from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.importer import (
    ImportFileError,
    Source,
    check_mapping,
    find_sheets,
    propose,
    read_table,
)
from .import_messages import file_message, mapping_message

# What fits on a screen beside the choices of step 1.
_PREVIEW_ROWS = 8
_PREVIEW_COLUMNS = 12
_SOURCES = {
    Source.HEADER: "header",
    Source.SIMILAR_HEADER: "similar_header",
    Source.CONTENT: "content",
}


class FieldImportSourceMixin(models.AbstractModel):
    """A file, the sheet of it that is meant, and what its columns are mapped to."""

    _name = "field.import.source.mixin"
    _description = "File of an import"

    file = fields.Binary(attachment=True, copy=False)
    file_name = fields.Char(string="Name of the file", copy=False)
    fingerprint = fields.Char(
        readonly=True, copy=False, help="SHA-256 of the file that was dropped."
    )
    file_error = fields.Char(readonly=True, copy=False)
    sheet_names = fields.Json(readonly=True, copy=False)
    sheet_name = fields.Char(string="Sheet")
    header_row = fields.Integer(string="Row of the headers")
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    preview = fields.Json(compute="_compute_preview")
    column_ids = fields.One2many("field.import.column", "import_id")
    target_groups = fields.Json(compute="_compute_target_groups")
    mapping_error = fields.Text(compute="_compute_mapping_error")
    ignored_count = fields.Integer(compute="_compute_mapping_error")

    # ------------------------------------------------------------------
    # File
    # ------------------------------------------------------------------

    def _take_file(self):
        """Look into the file that was just dropped."""
        self.ensure_one()
        content = self._get_content()
        sheets, error = [], False
        if content:
            try:
                sheets = find_sheets(content, file_name=self.file_name or "")
            except ImportFileError as refusal:
                error = file_message(self.env, refusal)
        names = [sheet.name for sheet in sheets]
        tables = [sheet.name for sheet in sheets if sheet.is_table]
        self.sudo().write(
            {
                "fingerprint": self._get_fingerprint(content) if content else False,
                "file_error": error,
                "sheet_names": names,
                "sheet_name": next(iter(tables or names), False),
                "header_row": 0,
            }
        )

    def _get_content(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    @staticmethod
    def _get_fingerprint(content):
        return hashlib.sha256(content).hexdigest()

    def _read_table(self):
        """The table of the sheet.

        :raise UserError: when the file, or its sheet, cannot be read
        """
        content = self._get_content()
        if not content:
            raise UserError(self.env._("Drop a file first."))
        try:
            return read_table(
                content,
                self.sheet_name or "",
                self.header_row or None,
                file_name=self.file_name or "",
            )
        except ImportFileError as error:
            raise UserError(file_message(self.env, error)) from error

    @api.depends("fingerprint", "sheet_name")
    def _compute_preview(self):
        """The first rows as texts, for whoever chooses a sheet."""
        for record in self:
            record.preview = False
            if not record.sheet_name or record.state != "file":
                continue
            try:
                table = record._read_table()
            except UserError:
                continue
            columns = table.columns[:_PREVIEW_COLUMNS]
            record.preview = {
                "headers": [column.header or column.letter for column in columns],
                "rows": [
                    [
                        str(row[column.index])
                        if column.index < len(row) and row[column.index] is not None
                        else ""
                        for column in columns
                    ]
                    for _number, row in islice(table.rows, _PREVIEW_ROWS)
                ],
            }

    # ------------------------------------------------------------------
    # Columns
    # ------------------------------------------------------------------

    def _read_columns(self):
        """Read the columns below the row of headers, and propose their targets."""
        self.ensure_one()
        table = self._read_table()
        targets = self.env["field.import.catalogue"]._get_targets()
        proposals = propose(table.columns, targets)
        template = self.env["field.import.template"]._find(table.columns)
        remembered = template._get_targets_of(table.columns) if template else {}
        vals_list = []
        for column in table.columns:
            proposal = proposals.get(column.index)
            target, source = False, False
            if template:
                target = remembered.get(column.index, False)
                source = "template" if target else False
            elif proposal:
                target, source = proposal.target, _SOURCES[proposal.source]
            vals_list.append(
                {
                    "import_id": self.id,
                    "position": column.index,
                    "letter": column.letter,
                    "header": column.header,
                    "samples": "  ·  ".join(column.samples),
                    "target": target,
                    "proposed": target,
                    "source": source,
                }
            )
        self.sudo().column_ids.unlink()
        self.env["field.import.column"].sudo().create(vals_list)
        vals = {"header_row": table.header_row, "row_count": len(table.rows)}
        if template:
            vals.update(template._get_options())
        self.sudo().write({**vals, "template_id": template.id})

    def _get_mapping(self):
        """{position of the column: name of the target}."""
        self.ensure_one()
        return {
            column.position: column.target
            for column in self.column_ids
            if column.target
        }

    def _get_headers(self):
        """Header of the column by name of the target."""
        return {
            column.target: column._get_title()
            for column in self.column_ids
            if column.target
        }

    def _compute_target_groups(self):
        groups = self.env["field.import.catalogue"]._get_choice_groups()
        for record in self:
            record.target_groups = groups if record.state == "mapping" else []

    @api.depends("column_ids.target")
    def _compute_mapping_error(self):
        labels = dict(self.env["field.import.catalogue"]._get_choices())
        for record in self:
            titles = {
                column.position: column._get_title() for column in record.column_ids
            }
            mapping = {
                column.position: column.target
                for column in record.column_ids
                if column.target
            }
            messages = [
                mapping_message(
                    self.env,
                    problem,
                    labels.get(problem.target, problem.target),
                    [titles[index] for index in problem.columns],
                )
                for problem in check_mapping(mapping)
            ]
            record.mapping_error = "\n".join(messages)
            record.ignored_count = len(titles) - len(mapping)

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.importer import (
    FileFault,
    FileRemark,
    ImportFileError,
    Source,
    check_mapping,
    propose,
    read_table,
)
from ...engine.importer.headers import find_header
from ...engine.importer.workbook import sample_text
from ...engine.spreadsheet import Reading, open_sheets
from .import_messages import file_message, mapping_message, note_message

# What fits on a screen beside the choices of step 1.
_PREVIEW_ROWS = 8
_PREVIEW_COLUMNS = 12
_SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t", "bar": "|"}
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
    file_notes = fields.Text(readonly=True, copy=False)
    is_text = fields.Boolean(readonly=True, copy=False)
    encoding = fields.Selection(
        [
            ("utf-8", "UTF-8"),
            ("cp1252", "Windows (Western Europe)"),
            ("cp850", "DOS (Western Europe)"),
            ("mac_roman", "Macintosh"),
            ("utf-16-le", "UTF-16"),
            ("utf-16-be", "UTF-16, big-endian"),
        ],
        copy=False,
    )
    separator = fields.Selection(
        [
            ("semicolon", "Semicolon ;"),
            ("comma", "Comma ,"),
            ("tab", "Tabulation"),
            ("bar", "Vertical bar |"),
        ],
        string="Cells separated by",
        copy=False,
    )
    first_rows = fields.Json(readonly=True, copy=False)
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

    def _take_file(self, is_new=True):
        """Look into the file that was dropped.

        :param is_new: otherwise, only how a text is understood has changed
        """
        self.ensure_one()
        content = self._get_content()
        reading = Reading() if is_new else self._get_reading()
        contents, error = None, False
        if content:
            try:
                contents = open_sheets(content, self.file_name or "", reading=reading)
                if not contents.sheets:
                    raise ImportFileError(FileFault.NO_DATA)
            except ImportFileError as refusal:
                contents, error = None, file_message(self.env, refusal)
        sheets = contents.sheets if contents else ()
        names = [sheet.name for sheet in sheets]
        tables = [
            sheet.name
            for sheet in sheets
            if max(len(values) for _number, values in sheet.first_rows) > 1
        ]
        vals = {
            "fingerprint": self._get_fingerprint(content) if content else False,
            "file_error": error,
            "sheet_names": names,
            "sheet_name": next(iter(tables or names), False),
            "header_row": 0,
            "first_rows": {sheet.name: self._get_texts(sheet) for sheet in sheets},
            **self._get_note_vals(contents.notes if contents else ()),
        }
        if not is_new and not vals["encoding"]:
            # A reading that finds nothing stays to be changed.
            vals.update(encoding=self.encoding, separator=self.separator, is_text=True)
        self.sudo().write(vals)

    @staticmethod
    def _get_texts(sheet):
        """The first rows as texts, the headers first."""
        rows = list(sheet.first_rows)
        header_row = find_header(rows)
        return [
            ["" if cell is None else sample_text(cell) for cell in values]
            for number, values in rows
            if number >= header_row
        ][: _PREVIEW_ROWS + 1]

    def _get_note_vals(self, notes):
        """What is odd about a file in words, and how a text was understood."""
        vals = {"is_text": False, "encoding": False, "separator": False}
        for note in notes:
            if note.remark is FileRemark.ENCODING:
                separators = {mark: name for name, mark in _SEPARATORS.items()}
                vals = {
                    "is_text": True,
                    "encoding": note.params["encoding"],
                    "separator": separators.get(note.params["separator"], False),
                }
        messages = [
            note_message(self.env, note)
            for note in notes
            if note.remark is not FileRemark.ENCODING
        ]
        return {**vals, "file_notes": "\n".join(messages) or False}

    def _get_reading(self):
        return Reading(self.encoding or "", _SEPARATORS.get(self.separator, ""))

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
                reading=self._get_reading(),
            )
        except ImportFileError as error:
            raise UserError(file_message(self.env, error)) from error

    @api.depends("first_rows", "sheet_name")
    def _compute_preview(self):
        """The first rows of the sheet, for whoever chooses one."""
        for record in self:
            rows = (record.first_rows or {}).get(record.sheet_name or "")
            record.preview = rows and {
                "headers": rows[0][:_PREVIEW_COLUMNS],
                "rows": [row[:_PREVIEW_COLUMNS] for row in rows[1:]],
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
        vals = {
            "header_row": table.header_row,
            "row_count": len(table.rows),
            "file_notes": self._get_note_vals(table.notes)["file_notes"],
        }
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

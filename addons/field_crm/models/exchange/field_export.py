from datetime import timedelta
from tempfile import TemporaryFile

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...engine.exporter import write_workbook
from .export_reader import ExportReader

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT_DAYS = 7
_EXPORT_GROUPS = ("field_crm.group_field_accountant", "field_crm.group_field_manager")


class FieldExport(models.Model):
    """An export of the client base that is made in the background (S0-43 … S0-45).

    The file holds what its maker may read, and so is the maker's alone. It is deleted
    with its record after a week: a copy of a client base must not lie about.
    """

    _name = "field.export"
    _description = "Export of clients"
    _inherit = "field.worked.mixin"
    _order = "id desc"

    name = fields.Char(string="Export", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Made by",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    domain = fields.Json(readonly=True)
    sort_order = fields.Char(readonly=True)
    column_names = fields.Json(readonly=True)
    record_count = fields.Integer(string="Records", readonly=True)
    cut_count = fields.Integer(
        string="Cut texts",
        readonly=True,
        help="Texts of more than 32,767 characters, which is what a cell holds.",
    )
    attachment_id = fields.Many2one("ir.attachment", string="File", readonly=True)
    file_size = fields.Integer(related="attachment_id.file_size", string="Bytes")
    kept_until = fields.Date(compute="_compute_kept_until")

    @api.depends("create_date")
    def _compute_kept_until(self):
        for export in self:
            made = export.create_date or fields.Datetime.now()
            export.kept_until = (made + timedelta(days=KEPT_DAYS)).date()

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    @api.model
    def _check_may_export(self):
        if not any(self.env.user.has_group(group) for group in _EXPORT_GROUPS):
            raise AccessError(
                self.env._("Only accountants, managers and administrators may export.")
            )

    # ------------------------------------------------------------------
    # Making
    # ------------------------------------------------------------------

    @api.model
    def _start(self, domain, column_names, sort_order, count):
        """Make an export in the background.

        :param domain: which partners, as a list
        :param column_names: names of ``field.export.catalogue``
        :param sort_order: as a list sorts, or False
        :param count: number of records
        :return: the new ``field.export``
        """
        self._check_may_export()
        today = fields.Date.context_today(self)
        export = self.sudo().create(
            {
                "name": self.env._("clients %(date)s", date=today.isoformat()),
                "domain": domain,
                "column_names": column_names,
                "sort_order": sort_order,
                "record_count": count,
            }
        )
        export = export.sudo(False)
        export._start_work(
            "_make_file", self.env._("Export of %(count)s clients", count=count), count
        )
        return export

    def _make_file(self, work):
        """Write the file; called in the background, as the maker."""
        with TemporaryFile() as stream:
            written = self._write_workbook(
                stream,
                self.domain,
                self.column_names,
                self.sort_order,
                lambda done: work._advance(done, note=self.env._("Writing the file")),
            )
            stream.seek(0)
            mine = self.sudo()
            mine.attachment_id = mine.env["ir.attachment"].create(
                {
                    "name": f"{self.name}.xlsx",
                    "raw": stream.read(),
                    "mimetype": MIMETYPE,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        mine.record_count, mine.cut_count = written.rows, written.cut
        self._tell_maker()

    @api.model
    def _write_workbook(self, stream, domain, column_names, sort_order, advance):
        """Write a workbook of partners that the user may read.

        :param stream: seekable binary file
        :param advance: called with the number of records done
        :return: :class:`~odoo.addons.field_crm.engine.exporter.Written`
        """
        self._check_may_export()
        catalogue = self.env["field.export.catalogue"]
        known = dict(catalogue._get_choices())
        sheet, readers = catalogue._get_columns(
            [name for name in column_names if name in known]
        )
        partners = self.env["res.partner"]
        partners.check_access("read")
        ids = partners.search(Domain(domain), order=sort_order or None)._ids
        rows = ExportReader(self.env, readers).rows(ids, advance)
        return write_workbook(stream, sheet, rows, self.env._("Clients"))

    def _tell_maker(self):
        """Tell the maker that it is ready: in the inbox or by mail, as chosen."""
        self.env["mail.thread"].message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=self.env._("Your export is ready"),
            body=Markup('<p>%s</p><p><a href="%s">%s</a></p>')
            % (
                self.env._(
                    "The export of %(count)s clients is ready. It is kept until "
                    "%(date)s.",
                    count=self.record_count,
                    date=self.kept_until,
                ),
                f"{self.get_base_url()}{self._get_download_url()}",
                self.env._("Download %(file)s", file=self.attachment_id.sudo().name),
            ),
        )

    # ------------------------------------------------------------------
    # Download
    # ------------------------------------------------------------------

    def _get_download_url(self):
        return f"/web/content/{self.sudo().attachment_id.id}?download=true"

    def action_download(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": self._get_download_url(),
            "target": "self",
        }

    @api.autovacuum
    def _gc_old_exports(self):
        """Delete files that have been kept long enough."""
        oldest = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("create_date", "<", oldest)]).unlink()

from lxml import etree

from odoo import api, fields, models

from ..engine.client_sheet import SHEET

_NAMES = (*(field.name for field in SHEET), "zip")


class FieldModificationWizard(models.TransientModel):
    """The rep's dialog « Demande de modification » (S3-17, S3-18).

    It shows the client's sheet with today's values, to be typed over. It stands on the
    sheet itself, so that lengths, IBAN and lists are those of the client. The
    accountant mends one asked value in the same dialog (``line_id``).
    """

    _name = "field.modification.wizard"
    _description = "Ask for a change of a client"
    _inherit = ["field.client.sheet"]

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    field_status = fields.Selection(related="partner_id.field_status")
    line_id = fields.Many2one("field.modification.request.line", ondelete="cascade")
    only_field = fields.Char(related="line_id.field_name")
    comment = fields.Text()
    changes = fields.Json(compute="_compute_changes")

    name = fields.Char()
    street = fields.Char()
    street2 = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    country_id = fields.Many2one("res.country")
    phone = fields.Char()
    email = fields.Char()
    vat = fields.Char()
    company_registry = fields.Char()
    user_id = fields.Many2one("res.users", domain=[("share", "=", False)])

    @api.depends("partner_id", *_NAMES)
    def _compute_changes(self):
        """Today's value, as text, of every field that differs from it."""
        for wizard in self:
            partner = wizard.partner_id
            draft = partner.new({name: wizard[name] for name in _NAMES})
            wizard.changes = {
                name: partner._get_sheet_text(name) or self.env._("nothing")
                for name in _NAMES
                if draft._get_sheet_data(name) != partner._get_sheet_data(name)
            }

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        partner = self.env["res.partner"].browse(defaults.get("partner_id"))
        if partner:
            partner.check_access("read")
            defaults.update(
                {
                    name: partner._get_sheet_data(name)
                    for name in _NAMES
                    if name in fields_list
                }
            )
        line = self.env["field.modification.request.line"].browse(
            defaults.get("line_id")
        )
        if line:
            defaults[line.field_name] = line.new_data["value"]
        return defaults

    # ------------------------------------------------------------------
    # View
    # ------------------------------------------------------------------

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env["field.sheet.field"]._get_askable_names())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Put today's value beside each field, and leave out what may not be asked."""
        arch, view = super()._get_view(view_id, view_type, **options)
        askable = self.env["field.sheet.field"]._get_askable_names()
        for group in arch.xpath("//group[@string]"):
            names = []
            for node in group.xpath("./field[not(@invisible)]"):
                name = node.get("name")
                names.append(name)
                _put_beside(node, hidden=name not in askable)
            shown = [name for name in names if name in askable]
            group.set(
                "invisible",
                f"only_field not in {names!r} if only_field else {not shown}",
            )
        return arch, view

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_submit(self):
        """Send the changed fields to the accountant."""
        self.ensure_one()
        Request = self.env["field.modification.request"]
        askable = self.env["field.sheet.field"]._get_askable_names()
        draft = self.partner_id.new({name: self[name] for name in _NAMES})
        values = {
            name: draft._get_sheet_data(name) for name in askable if name in _NAMES
        }
        request = Request.browse(Request.ask(self.partner_id.id, values, self.comment))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Request %s is with the accountant, you will be told by mail.",
                    request.name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_mend(self):
        """Replace the value that was asked for."""
        self.ensure_one()
        name = self.line_id.field_name
        draft = self.partner_id.new({each: self[each] for each in _NAMES})
        self.line_id.set_new_value(draft._get_sheet_data(name))
        return {"type": "ir.actions.act_window_close"}


def _put_beside(node, hidden):
    """Wrap a field of the form with its label and the widget of today's value."""
    name = node.get("name")
    invisible = f"only_field != {name!r} if only_field else {hidden}"
    label = etree.Element("label", {"for": name, "invisible": invisible})
    if node.get("string"):
        label.set("string", node.get("string"))
    cell = etree.Element("div", {"class": "o_field_asked", "invisible": invisible})
    node.addprevious(label)
    node.addprevious(cell)
    cell.append(node)
    cell.append(
        etree.Element("widget", {"name": "field_crm_present_value", "field": name})
    )

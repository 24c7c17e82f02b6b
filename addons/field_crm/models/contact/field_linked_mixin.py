from odoo import api, fields, models
from odoo.exceptions import UserError


class FieldLinkedMixin(models.AbstractModel):
    """What hangs on a partner: shown by buttons, and in the way of deleting it."""

    _name = "field.linked.mixin"
    _description = "Partner that documents hang on"

    attachment_count = fields.Integer(
        string="Attachments", compute="_compute_attachment_count"
    )

    @api.depends_context("uid")
    def _compute_attachment_count(self):
        counts = dict(
            self.env["ir.attachment"]._read_group(
                self._get_attachment_domain(), ["res_id"], ["__count"]
            )
        )
        for partner in self:
            partner.attachment_count = counts.get(partner._origin.id, 0)

    def _get_attachment_domain(self):
        return [
            ("res_model", "=", "res.partner"),
            ("res_id", "in", self.ids),
            ("res_field", "=", False),
        ]

    # ------------------------------------------------------------------
    # Deletion (S1-12, S1-13, AMB-14)
    # ------------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_except_linked(self):
        links = self.sudo().with_context(active_test=False)._get_deletion_links()
        for partner in self:
            counts = [
                self.env._("%(what)s: %(count)s", what=label, count=counts[partner.id])
                for label, counts in links
                if counts.get(partner.id)
            ]
            if counts:
                raise UserError(
                    self.env._(
                        "“%(partner)s” cannot be deleted, these are linked to it: "
                        "%(links)s. Archive it instead.",
                        partner=partner.display_name,
                        links=", ".join(counts),
                    )
                )

    def _get_deletion_links(self):
        """What must not lose its partner: list of (label, {partner id: count}).

        An add-on with further documents of a client adds its own.
        """
        # Other contacts are Odoo's own: it has its rules for them.
        kept = self.filtered("field_status")
        places = [("type", "!=", "contact")]
        files = [("res_model", "=", "res.partner"), ("res_field", "=", False)]
        return [
            (self.env._("visits"), self._count_links("field.visit")),
            (
                self.env._("conversion requests"),
                self._count_links("field.conversion.request"),
            ),
            (
                self.env._("modification requests"),
                self._count_links("field.modification.request"),
            ),
            (
                self.env._("locations"),
                kept._count_links("res.partner", "parent_id", places),
            ),
            (self.env._("opportunities"), kept._count_links("crm.lead")),
            (self.env._("quotes"), kept._count_links("sale.order")),
            (self.env._("invoices"), kept._count_links("account.move")),
            (
                self.env._("documents"),
                kept._count_links("ir.attachment", "res_id", files),
            ),
        ]

    def _count_links(self, model, field_name="partner_id", domain=()):
        """Number of records of ``model`` by the id of the partner they hang on."""
        groups = self.env[model]._read_group(
            [(field_name, "in", self.ids), *domain], [field_name], ["__count"]
        )
        return {int(partner): count for partner, count in groups}

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_open_attachments(self):
        """Open the folder of attachments (S4-01)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Attachments: %(partner)s", partner=self.name),
            "res_model": "ir.attachment",
            "view_mode": "kanban,list,form",
            "domain": self._get_attachment_domain(),
            "context": {"default_res_model": "res.partner", "default_res_id": self.id},
            "help": self.env._("Drop files in the discussion of the contact."),
        }

    def action_open_notes(self):
        """Open all notes of this contact (S4-01)."""
        self.ensure_one()
        return self._get_messages_action(
            self.env._("Notes: %(partner)s", partner=self.name),
            [
                ("model", "=", "res.partner"),
                ("res_id", "=", self.id),
                ("message_type", "=", "comment"),
                ("subtype_id", "=", self.env.ref("mail.mt_note").id),
            ],
        )

    def action_open_emails(self):
        """Open the archive of the e-mails sent to this contact and its people (S4-01).

        Whatever document they are about; those of documents that the user may not
        read stay out, as Odoo's messages do.
        """
        self.ensure_one()
        family = self.with_context(active_test=False).search(
            [("id", "child_of", self.id)]
        )
        return self._get_messages_action(
            self.env._("E-mails: %(partner)s", partner=self.name),
            [
                ("message_type", "!=", "user_notification"),
                ("notified_partner_ids", "in", family.ids),
            ],
        )

    def _get_messages_action(self, name, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "mail.message",
            "view_mode": "list,form",
            "views": [
                (self.env.ref("field_crm.view_mail_message_contact_list").id, "list"),
                (self.env.ref("field_crm.view_mail_message_contact_form").id, "form"),
            ],
            "domain": domain,
            "context": {"create": False, "edit": False, "delete": False},
        }

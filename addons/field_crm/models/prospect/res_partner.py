from odoo import models
from odoo.exceptions import AccessError, UserError

from .field_movement_mixin import SAID


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "field.doubles.mixin", "field.movement.mixin"]

    # Namesakes are looked for in one postal code.
    _field_zip_idx = models.Index("(zip) WHERE field_status IS NOT NULL")

    def write(self, vals):
        if vals.get("active") is False:
            self._check_may_archive()
        return super().write(vals)

    def _message_post_after_hook(self, message, msg_vals):
        # Not in the mixin, which Odoo's chatter never calls.
        if message.message_type in SAID:
            self._note_movement()
        return super()._message_post_after_hook(message, msg_vals)

    def _check_may_archive(self):
        """A prospect goes with its creator, its rep or a manager (S3-52, AMB-04)."""
        user = self.env.user
        if self.env.su or user.has_group("field_crm.group_field_manager"):
            return
        for partner in self:
            if partner.field_status != "prospect":
                continue
            if user not in (partner.create_uid, partner.user_id):
                raise AccessError(
                    self.env._(
                        "“%s” can be deleted by its creator, by the rep it is "
                        "attached to, or by a manager.",
                        partner.display_name,
                    )
                )

    def action_delete_prospect(self):
        """Archive prospects, and offer to take it back (S3-52)."""
        self.check_access("write")
        for partner in self:
            if partner.field_status != "prospect":
                raise UserError(
                    self.env._("“%s” is not a prospect.", partner.display_name)
                )
        self.write({"active": False})
        return {
            "type": "ir.actions.client",
            "tag": "field_crm_prospects_deleted",
            "params": {
                "ids": self.ids,
                "message": self.env._("“%s” is deleted.", self.name)
                if len(self) == 1
                else self.env._("%s prospects are deleted.", len(self)),
            },
        }

    def action_restore_prospect(self):
        """Bring deleted prospects back as they were."""
        self.check_access("write")
        self.with_context(active_test=False).write({"active": True})
        return True

    def action_reassign(self):
        """Open a reassignment of the chosen prospects (S3-81)."""
        self.env["field.reassignment"].check_access("create")
        prospects = self.filtered(lambda partner: partner.field_status == "prospect")
        if not prospects:
            raise UserError(self.env._("Only prospects are reassigned: tick some."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reassign prospects"),
            "res_model": "field.reassignment",
            "view_mode": "form",
            "context": {"default_partner_ids": prospects.ids},
        }

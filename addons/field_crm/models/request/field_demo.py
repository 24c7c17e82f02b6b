from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...demo.history import MODIFICATIONS


class FieldDemo(models.AbstractModel):
    _inherit = "field.demo"

    def _load_history(self, now):
        result = super()._load_history(now)
        partners = self._get_demo_partners()
        for modification in MODIFICATIONS:
            asked = now - timedelta(days=modification.days_ago, hours=1)
            self._create_modification(
                modification, partners[modification.account], asked
            )
        return result

    def _create_modification(self, modification, partner, asked):
        """As ``ask`` would have made it then, but without its mail."""
        rep = partner.user_id
        accountant = self.env.ref("field_crm.user_accountant")
        decided = asked + timedelta(days=1)
        Request = self.env["field.modification.request"].with_user(rep)
        request = (
            self.env["field.modification.request"]
            .sudo()
            .create(
                {
                    "name": Request._get_next_name(partner, asked.date()),
                    "partner_id": partner.id,
                    "company_id": (partner.company_id or self.env.company).id,
                    "requester_id": rep.id,
                    "comment": modification.comment or False,
                    "state": modification.state,
                    "closed_by": modification.state == "closed" and accountant.id,
                    "closed_on": modification.state == "closed" and decided,
                    "line_ids": [
                        fields.Command.create(
                            {
                                **self._get_change(partner, change),
                                "decided_by": change.state != "pending"
                                and accountant.id,
                                "decided_on": change.state != "pending" and decided,
                            }
                        )
                        for change in modification.changes
                    ],
                }
            )
        )
        request.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE field_modification_request SET create_date = %s, "
                "create_uid = %s WHERE id = %s",
                asked,
                rep.id,
                request.id,
            )
        )
        request.invalidate_recordset(["create_date", "create_uid"])

    def _get_change(self, partner, change):
        today = partner._get_sheet_data(change.name)
        old = today if change.old is None else change.old or False
        new = today if change.new is None else change.new
        return {
            "field_name": change.name,
            "old_value": old or "",
            "old_data": {"value": old},
            "new_value": new or "",
            "new_data": {"value": new},
            "state": change.state,
            "refusal_reason": change.reason or False,
        }

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Writing nothing but these moves nobody forward.
_NO_MOVEMENT = frozenset(
    {
        "last_movement_date",
        "double_numbers",
        "message_follower_ids",
        "message_main_attachment_id",
        "activity_ids",
        "partner_latitude",
        "partner_longitude",
        # What machines find out about the place.
        "geo_precision",
        "geo_source",
        "geo_date",
        "geo_state",
        "geo_problem",
        "geo_address_changed",
    }
)
# Messages that somebody wrote, as opposed to Odoo's own notes.
SAID = ("comment", "email", "email_outgoing", "sms")


class FieldMovementMixin(models.AbstractModel):
    """Prospects that nothing happens to do not go to the phones (S3-63).

    A movement is a creation, a change, a visit, a request or a message. What happens
    inside Odoo notes it at once; the daily job looks for what came by another way,
    only among those that are about to be left out.
    """

    _name = "field.movement.mixin"
    _description = "Partner with a last movement"

    last_movement_date = fields.Datetime(
        string="Last movement",
        default=fields.Datetime.now,
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="Last creation, change, visit, request or message.",
    )
    is_offline = fields.Boolean(
        string="Goes to the phones",
        compute="_compute_is_offline",
        search="_search_is_offline",
        help="Clients always; prospects as long as something happens to them.",
    )

    @api.depends_context("company")
    @api.depends("field_status", "last_movement_date", "company_id")
    def _compute_is_offline(self):
        for partner in self:
            oldest = (partner.company_id or self.env.company)._get_oldest_movement()
            partner.is_offline = partner.field_status == "client" or bool(
                partner.field_status == "prospect"
                and (not oldest or (partner.last_movement_date or oldest) >= oldest)
            )

    def _search_is_offline(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = [
            self._get_offline_domain() if wanted else ~self._get_offline_domain()
            for wanted in value
        ]
        return Domain.OR(domains)

    @api.model
    def _get_offline_domain(self):
        """Prospects and clients that a phone receives, for every allowed company.

        Record rules still decide which of them the user sees.
        """
        choices = [(self.env.company, [False, self.env.company.id])]
        choices += [
            (company, company.ids) for company in self.env.companies - self.env.company
        ]
        moved = []
        for company, ids in choices:
            oldest = company._get_oldest_movement()
            domain = Domain("company_id", "in", ids)
            if oldest:
                domain &= (
                    Domain("field_status", "=", "client")
                    | Domain("last_movement_date", "=", False)
                    | Domain("last_movement_date", ">=", oldest)
                )
            moved.append(domain)
        return Domain("field_status", "!=", False) & Domain.OR(moved)

    # ------------------------------------------------------------------
    # Movements
    # ------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        is_archiving = vals.get("active") is False
        if not is_archiving and not _NO_MOVEMENT.issuperset(vals):
            self._note_movement()
        return result

    def _note_movement(self):
        """Set the clock of the prospects among these (or whose people these are)."""
        prospects = self.prospect_id.sudo()
        if prospects:
            # Into the same UPDATE as what was written, when that is not flushed yet.
            prospects.write({"last_movement_date": fields.Datetime.now()})

    def action_keep(self):
        """Keep prospects on the phones: their clock begins anew."""
        self.check_access("write")
        self._note_movement()
        return True

    # ------------------------------------------------------------------
    # Daily
    # ------------------------------------------------------------------

    @api.model
    def _cron_prospects_without_movement(self, batch=200):
        """Look again at who is about to be left out, and archive them if wanted.

        May be run any number of times: what is archived is no longer looked at.
        """
        companies = self.env["res.company"]
        for company in companies.search([("field_prospect_retention_months", ">", 0)]):
            oldest = company._get_oldest_movement()
            still = self._get_still_prospects(company, oldest)
            still._refresh_movements()
            if not company.field_prospect_archive:
                continue
            still = self._get_still_prospects(company, oldest).filtered(
                lambda partner: partner.conversion_state != "pending"
            )
            cron = self.env["ir.cron"]
            for start in range(0, len(still), batch):
                still[start : start + batch]._archive_without_movement()
                done = min(start + batch, len(still))
                cron._commit_progress(batch, remaining=len(still) - done)

    @api.model
    def _get_still_prospects(self, company, oldest):
        companies = [company.id]
        if company == self.env.ref("base.main_company"):
            # Prospects of no company follow the settings of the first one.
            companies.append(False)
        return self.env["res.partner"].search(
            [
                ("field_status", "=", "prospect"),
                ("last_movement_date", "<", oldest),
                ("company_id", "in", companies),
            ],
            order="id",
        )

    def _refresh_movements(self):
        """Take over movements that came by another way: imports, mails, old data."""
        if not self:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner AS partner
                   SET last_movement_date = fact.moved
                  FROM (
                    SELECT id, MAX(moved) AS moved FROM (
                        SELECT partner_id AS id, GREATEST(date, create_date) AS moved
                          FROM field_visit
                         WHERE partner_id = ANY(%(ids)s)
                        UNION ALL
                        SELECT partner_id, create_date
                          FROM field_conversion_request
                         WHERE partner_id = ANY(%(ids)s)
                        UNION ALL
                        SELECT partner_id, write_date
                          FROM crm_lead
                         WHERE partner_id = ANY(%(ids)s) AND active
                        UNION ALL
                        SELECT res_id, date
                          FROM mail_message
                         WHERE model = 'res.partner' AND res_id = ANY(%(ids)s)
                           AND message_type = ANY(%(said)s)
                    ) AS facts GROUP BY id
                  ) AS fact
                 WHERE partner.id = fact.id AND fact.moved > partner.last_movement_date
                """,
                ids=self.ids,
                said=list(SAID),
            )
        )
        self.invalidate_recordset(["last_movement_date"])

    def _archive_without_movement(self):
        for partner in self:
            partner._message_log(
                body=self.env._(
                    "Archived: no movement since %s.",
                    fields.Date.to_string(partner.last_movement_date),
                )
            )
        self.write({"active": False})

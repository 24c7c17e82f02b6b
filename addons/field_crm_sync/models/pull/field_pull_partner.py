from odoo import api, models
from odoo.tools import SQL

from odoo.addons.field_crm.engine.client_sheet import SHEET

# Who sees a partner hangs on these.
GAINING = (
    "active",
    "company_id",
    "create_uid",
    "field_status",
    "parent_id",
    "prospect_creator_id",
    "prospect_id",
    "prospect_user_id",
    "user_id",
)
# Of prospects only, for the conversion: bank details of clients stay at the office.
_BANK = ("iban", "bic")
_SHEET = tuple(field.name for field in SHEET if field.name not in _BANK)


class FieldPullPartner(models.AbstractModel):
    """Clients and prospects (S2-21, S3-14, S3-15, S3-63)."""

    _name = "field.pull.partner"
    _description = "Clients and prospects of a phone"
    _inherit = ["field.pull.table"]

    _source = "res.partner"
    _pull_columns = tuple(
        dict.fromkeys(
            (
                "field_status",
                "ref",
                "client_code",
                "internal_name",
                *_SHEET,
                *_BANK,
                "zip",
                "website",
                "sector_id",
                "category_id",
                "contact_group_id",
                "partner_latitude",
                "partner_longitude",
                "geo_precision",
                "geofence_shape",
                "geofence_radius",
                "geofence",
                "revisit_date",
                "last_visit_date",
                "next_visit_date",
                "revenue_current",
                "revenue_previous",
                "site_note",
                "opening_summary",
                "last_rating",
                "visit_kind",
                "visit_description",
                "park",
                "group_properties",
                "own_properties",
                "create_date",
                "create_uid",
                "create_user",
                "write_date",
                "write_uid",
                "write_user",
            )
        )
    )

    @api.model
    def _get_domain(self):
        return self.env["res.partner"]._get_offline_domain()

    @api.model
    def _get_expression(self, name, query):
        partner = SQL.identifier(query.table, "id")
        if name == "park":
            return SQL(
                "(SELECT json_object_agg(park_type_id, vehicle_count) "
                "FROM field_park_line WHERE partner_id = %s AND vehicle_count > 0)",
                partner,
            )
        if name == "category_id":
            return SQL(
                "(SELECT json_agg(category_id) "
                "FROM res_partner_res_partner_category_rel WHERE partner_id = %s)",
                partner,
            )
        if name in ("create_user", "write_user"):
            column = name.replace("_user", "_uid")
            user = query.left_join(query.table, column, "res_users", "id", name)
            person = query.left_join(user, "partner_id", "res_partner", "id", "name")
            return SQL.identifier(person, "name")
        if name == "opening_summary":
            return SQL("NULL::text")
        value = super()._get_expression(name, query)
        if name in _BANK:
            return SQL(
                "CASE WHEN %s = 'prospect' THEN %s END",
                SQL.identifier(query.table, "field_status"),
                value,
            )
        if name in ("partner_latitude", "partner_longitude"):
            # A metre, which is more than a phone knows.
            return SQL("NULLIF(round(%s, 5), 0)", value)
        return value

    @api.model
    def _get_delta(self, cursor):
        sent, gone = super()._get_delta(cursor)
        # The people of a client change as often, and are no clients.
        person = SQL("parent_id IS NOT NULL AND field_status IS NULL")
        return sent, self._leave_out(gone, person)

    @api.model
    def _get_reckoned(self, ids):
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT partner_id FROM field_opening_hour "
                "WHERE partner_id = ANY(%s)",
                list(ids),
            )
        )
        opened = self.env["res.partner"].browse(
            row[0] for row in self.env.cr.fetchall()
        )
        texts = {partner.id: partner.opening_summary for partner in opened}
        return {"opening_summary": [texts.get(number) for number in ids]}

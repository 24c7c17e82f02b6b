import hashlib

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Written rarely, read by every form: when one of them changes, all are sent anew.
_TABLES = (
    "field_agency",
    "field_client_category",
    "field_client_subcategory",
    "field_contact_group",
    "field_own_list",
    "field_park_type",
    "field_payment_mode",
    "field_price_grid",
    "field_report_field",
    "field_seal_key",
    "field_sector",
    "field_sheet_code",
    "field_sheet_field",
    "field_visit_question",
    "field_visit_type",
    "res_company",
    "res_country",
    "res_currency",
    "res_partner_category",
    "res_users",
)
_TYPE_NAMES = ("code", "color", "duration", "needs_presence", "requires_visit")
_OWN_TYPES = ("char", "text", "integer", "float", "boolean", "date", "selection")


class FieldPullLists(models.AbstractModel):
    """One document with everything that the forms of the phone need (S3-66)."""

    _name = "field.pull.lists"
    _description = "Lists of a phone"

    @api.model
    def _get_signature(self):
        """Changes when the document may have changed; costs a few small reads."""
        self.env.cr.execute(
            SQL(" UNION ALL ").join(
                SQL(
                    "SELECT count(*), max(write_date), %s FROM %s",
                    table,
                    SQL.identifier(table),
                )
                for table in _TABLES
            )
        )
        written = [tuple(map(str, row)) for row in self.env.cr.fetchall()]
        user = self.env.user
        parts = (
            user.id,
            self.env.lang,
            sorted(user._get_group_ids()),
            written,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    @api.model
    def _get_document(self):
        """The lists by name, as docs/design/sync.md has them."""
        return {
            "rep": self._get_rep(),
            "parameters": self._get_parameters(),
            "questions": self._get_questions(),
            "park_types": self._list("field.park.type"),
            "visit_types": self._list("field.visit.type", *_TYPE_NAMES),
            "sectors": self._list("field.sector", "code"),
            "tags": self._list("res.partner.category", "color"),
            "users": self._get_users(),
            "own_fields": self._get_own_fields(),
            "report_fields": self._get_report_fields(),
            **self.env["field.pull.sheet.lists"]._get_lists(),
        }

    @api.model
    def _list(self, model, *names, domain=Domain.TRUE):
        records = self.env[model].search(domain)
        return [
            {
                "id": one.id,
                "name": one.name,
                **{name: one[name] or None for name in names},
            }
            for one in records
        ]

    @api.model
    def _get_rep(self):
        user = self.env.user
        return {
            "id": user.id,
            "name": user.name,
            "email": user.email or None,
            "code": user.rep_code or None,
            "is_manager": user.has_group("field_crm.group_field_manager"),
        }

    @api.model
    def _get_parameters(self):
        company = self.env.company.sudo()
        currency = company.currency_id
        return {
            "company": company.name,
            "country_id": company.country_id.id or None,
            "currency": {
                "name": currency.name,
                "symbol": currency.symbol,
                "position": currency.position,
                "digits": currency.decimal_places,
            },
            "visit_past_days": company.field_visit_past_days,
            "freshness_hours": company.field_freshness_hours,
            "history_days": company.field_phone_history_days,
            "check_in_metres": company.field_check_in_metres,
            "geofence_metres": company.field_geofence_radius,
            "photo_pixels": company.field_photo_pixels,
            "pin_required": company.field_pin_required,
            "prospect_km": 20,
            "seal": self.env["field.seal.key"]._get_public(),
        }

    @api.model
    def _get_questions(self):
        questions = self.env["field.visit.question"].with_context(active_test=False)
        return [
            {
                "id": one.id,
                "parent_id": one.parent_id.id or None,
                "kind": one.kind,
                "name": one.name,
                "active": one.active,
                "counts_as_quote": one.counts_as_quote,
            }
            for one in questions.search(Domain.TRUE)
        ]

    @api.model
    def _get_users(self):
        """Names of colleagues: visits and clients say whose they are."""
        group = self.env.ref("field_crm.group_field_rep").sudo()
        users = group.with_context(active_test=False).all_user_ids
        companies = self.env.companies
        return [
            {"id": user.id, "name": user.name, "code": user.rep_code or None}
            for user in users.sorted("name")
            if user.company_ids & companies
        ]

    @api.model
    def _get_own_fields(self):
        """What reps see and answer of the fields that users made (S0-35, S4-19)."""
        groups = self.env["field.contact.group"].search(Domain.TRUE)
        return {
            "own_properties": self._describe(
                self.env["field.own.list"]._get().sudo().properties_definition
            ),
            "group_properties": {
                group.id: self._describe(group.properties_definition)
                for group in groups
                if group.properties_definition
            },
        }

    @staticmethod
    def _describe(definition):
        return [
            {
                "name": each["name"],
                "label": each.get("string") or each["name"],
                "type": each["type"],
                "options": each.get("selection") or each.get("tags") or [],
            }
            for each in definition or []
            if each["type"] in (*_OWN_TYPES, "tags", "datetime")
        ]

    @api.model
    def _get_report_fields(self):
        """What a visit report asks about the client (S0-55).

        The fields of the client's group are one line, ``group_properties``: which they
        are follows from the client.
        """
        described = self.env["res.partner"].fields_get(
            attributes=["string", "type", "selection"]
        )
        return [
            {
                "name": asked.field_name,
                "label": described[asked.field_name]["string"],
                "type": described[asked.field_name]["type"],
                "options": described[asked.field_name].get("selection", []),
                "type_ids": asked.type_ids.ids,
            }
            for asked in self.env["field.report.field"].search(Domain.TRUE)
            if asked.field_name in described
        ]

from odoo import api, models
from odoo.tools import format_date, format_datetime, formatLang, html2plaintext

from ...engine.client_sheet import SHEET
from ...engine.doubles import street_key
from ...engine.merge import UNITS, differs, lost_values, propose_values

_SHEET_NAMES = frozenset(field.name for field in SHEET)
_ROW_KINDS = ("differs", "filled", "same")
# A text is cut in the note, for the record that is kept aside has all of it.
_LONGEST = 400


class FieldMergeComparisonMixin(models.AbstractModel):
    """Partners side by side: what differs, what hangs on them, what moves (S1-14)."""

    _name = "field.merge.comparison.mixin"
    _description = "Comparison of contacts"

    @api.model
    def compare(self, partner_ids):
        """All that the screen « Doublons » shows of some records.

        :return: dict with ``records`` (columns), ``rows`` (fields, those that differ
            first), ``counts`` of what hangs on them, ``survivor_id`` as proposed and
            ``obstacles``, sentences why they cannot be merged
        """
        partners = self._browse_for_merge(partner_ids)
        counts = self._count_linked(partners)
        totals = {
            partner.id: sum(one["counts"][partner.id] for one in counts)
            for partner in partners
        }
        survivor_id = self._propose_survivor(partners, totals)
        order = [survivor_id, *(id_ for id_ in partners.ids if id_ != survivor_id)]
        partners = partners.browse(order)
        return {
            "records": [self._describe_record(partner) for partner in partners],
            "survivor_id": survivor_id,
            "counts": [
                {"label": one["label"], "counts": one["counts"]} for one in counts
            ],
            "rows": self._get_rows(partners),
            "obstacles": self._get_obstacles(partners),
            "codes": self._get_codes(partners),
            "may_merge_codes": self.env.user.has_group(
                "field_crm.group_field_accountant"
            ),
        }

    def _describe_record(self, partner):
        status = dict(partner._fields["field_status"]._description_selection(self.env))
        return {
            "id": partner.id,
            "name": partner.display_name,
            "status": status.get(partner.field_status, ""),
            "is_client": partner.field_status == "client",
            "is_account": bool(partner.field_status),
            "active": partner.active,
            "created": format_date(self.env, partner.create_date),
            "changed": format_datetime(self.env, partner.write_date, dt_format="short"),
            "stamp": self._get_stamp(partner),
            "address_key": self._get_address_key(partner),
        }

    @api.model
    def _get_address_key(self, partner):
        """Equal for two records at one address; empty without a street."""
        street = street_key(partner.street)
        return f"{street} {partner.zip or ''}" if street else ""

    # ------------------------------------------------------------------
    # What hangs on them
    # ------------------------------------------------------------------

    @api.model
    def _count_linked(self, partners):
        """What a merge would move: list of {label, counts by partner id}.

        All of it is counted, what the user may not read too: it moves as well.
        """
        links = self.env["field.merge.links"].sudo()
        counts = {}
        for link in links._get_links():
            label = self._get_counted_label(link)
            if not label:
                continue
            found = links._find_rows(link, partners)
            if not found:
                continue
            rows = counts.setdefault(label, {id_: set() for id_ in partners.ids})
            for id_, some in found.items():
                rows[id_].update(
                    (link.table, row)
                    for row in some
                    if (link.table, row) not in {("res_partner", id_)}
                )
        return [
            {"label": label, "counts": {id_: len(rows[id_]) for id_ in rows}}
            for (_order, label), rows in sorted(counts.items())
            if any(rows.values())
        ]

    def _get_counted_label(self, link):
        """(order, words) of what is counted; ``None`` for what nobody looks for."""
        labels = self._get_link_labels()
        order = list(labels)
        key = link.table
        if link.table == "res_partner":
            key = "res_partner" if link.column == "parent_id" else None
        if link.table == "mail_message" and link.kind != "id":
            key = None
        return (order.index(key), labels[key]) if key in labels else None

    @api.model
    def _get_link_labels(self):
        """{table: words} of what is counted, in order; an add-on adds its own."""
        return {
            "field_visit": self.env._("Visits"),
            "res_partner": self.env._("People and locations"),
            "field_park_line": self.env._("Vehicle types"),
            "crm_lead": self.env._("Opportunities"),
            "sale_order": self.env._("Quotes and orders"),
            "account_move": self.env._("Invoices"),
            "ir_attachment": self.env._("Documents"),
            "mail_message": self.env._("Messages"),
            "mail_activity": self.env._("Activities"),
            "field_consent": self.env._("Consents"),
            "field_conversion_request": self.env._("Conversion requests"),
            "field_modification_request": self.env._("Modification requests"),
            "field_booking_request": self.env._("Booking requests"),
            "res_partner_relation": self.env._("Relations"),
            "res_users": self.env._("Portal users"),
        }

    # ------------------------------------------------------------------
    # Fields
    # ------------------------------------------------------------------

    def _get_rows(self, partners):
        # What this user may not read is left out row by row.
        partners = partners.sudo()
        values = self.env["field.merge.values"].sudo()._get_values(partners)
        chosen = propose_values(values, partners.ids)
        definitions = self._get_definitions(partners)
        rows = []
        for key, by_partner in values.items():
            if not self._is_key_shown(key):
                continue
            texts = {
                partner.id: self._format(
                    key, partner, by_partner[partner.id], definitions
                )
                for partner in partners
            }
            if not any(texts.values()):
                continue
            rows.append(
                {
                    "key": key,
                    "label": self._get_key_label(key, definitions),
                    "texts": texts,
                    "chosen": chosen[key],
                    "kind": self._get_row_kind(by_partner, texts),
                    "is_image": key == "image_1920",
                }
            )
        order = list(self._get_first_keys())
        rows.sort(
            key=lambda row: (
                _ROW_KINDS.index(row["kind"]),
                order.index(row["key"]) if row["key"] in order else len(order),
            )
        )
        return rows

    def _get_row_kind(self, by_partner, texts):
        """Whether somebody must choose, a blank is filled, or all say the same."""
        written = {text for text in texts.values() if text}
        if len(written) > 1 and differs(by_partner):
            return "differs"
        return "same" if all(texts.values()) else "filled"

    def _get_first_keys(self):
        return (
            "name", "internal_name", "ref", "client_code", "address", "position",
            "phone", "mobile", "other_phone", "email", "company_registry", "vat",
            "bank", "user_id", "sector_id", "agency_id", "category",
        )  # fmt: skip

    @api.model
    def _is_key_shown(self, key):
        partners = self.env["res.partner"]
        worker = self.env["field.merge.values"]
        if key.startswith("park.") or key == "opening_hour_ids":
            return True
        names = UNITS.get(key) or (key.split(".")[0],)
        return all(
            worker._is_shown(partners._fields[name])
            for name in names
            if name in partners._fields
        )

    @api.model
    def _get_key_label(self, key, definitions):
        labels = {
            "address": self.env._("Address"),
            "position": self.env._("Position on the map"),
            "bank": self.env._("Bank details"),
            "category": self.env._("Category and sub-category"),
            "payment": self.env._("Payment terms"),
            "geofence": self.env._("Ground around the place"),
            "flag": self.env._("Warning flag"),
            "image_1920": self.env._("Picture"),
            "opening_hour_ids": self.env._("Opening hours"),
            "ref": self.env._("Reference"),
        }
        if key in labels:
            return labels[key]
        if key.startswith("park."):
            park_type = self.env["field.park.type"].sudo().browse(int(key[5:]))
            return self.env._("Park: %(type)s", type=park_type.name)
        if "." in key:
            return definitions[key]["string"]
        if key in _SHEET_NAMES:
            return self.env["res.partner"]._get_sheet_label(key)
        return self.env["ir.model.fields"]._get("res.partner", key).field_description

    def _get_definitions(self, partners):
        """{key: definition} of the own fields that some of the partners have."""
        worker = self.env["field.merge.values"].sudo()
        return {
            f"{name}.{one['name']}": one
            for name, definitions in worker._get_property_definitions(partners).items()
            for one in definitions
        }

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _format(self, key, partner, value, definitions):
        """The value as people read it; empty for none."""
        if key == "image_1920":
            return f"/web/image/res.partner/{partner.id}/avatar_128" if value else ""
        if key == "opening_hour_ids":
            return partner.opening_summary if value else ""
        if key.startswith("park."):
            return str(value) if value else ""
        if "." in key:
            return self._format_property(definitions[key], value)
        if key == "position":
            return (
                ", ".join(f"{one:.5f}" for one in value[:2]) if any(value[:2]) else ""
            )
        if key == "geofence":
            return self._format_field(partner, "geofence_shape") if any(value) else ""
        names = [name for name in UNITS.get(key, (key,)) if name in partner._fields]
        if key == "address":
            # They follow from the postal code.
            names = [name for name in names if not name.endswith("_code")]
        texts = [self._format_field(partner, name) for name in names]
        return ", ".join(filter(None, texts))

    def _format_field(self, partner, name):
        field, value = partner._fields[name], partner[name]
        if not value:
            return ""
        if field.type == "many2one":
            return value.sudo().display_name
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "datetime":
            return format_datetime(self.env, value, dt_format="short")
        if field.type == "boolean":
            return self.env._("Yes")
        if field.type == "html":
            return html2plaintext(value).strip()
        if field.type == "monetary":
            return formatLang(
                self.env, value, currency_obj=partner[field.currency_field]
            )
        if field.type == "float":
            return formatLang(self.env, value)
        return str(value).strip()

    def _format_property(self, definition, value):
        if value in (False, None, "", []):
            return ""
        kind = definition["type"]
        if kind == "selection":
            return dict(definition.get("selection") or ()).get(value, str(value))
        if kind == "tags":
            names = {tag[0]: tag[1] for tag in definition.get("tags") or ()}
            return ", ".join(names.get(one, str(one)) for one in value)
        if kind in ("many2one", "many2many") and definition.get("comodel") in self.env:
            ids = value if isinstance(value, list | tuple) else [value]
            records = self.env[definition["comodel"]].sudo().browse(ids).exists()
            return ", ".join(records.mapped("display_name"))
        return self.env._("Yes") if value is True else str(value)

    @api.model
    def _describe_lost(self, values, chosen, partners):
        """The values that are not kept, a line each, for the note.

        What the reader of the discussion might not be allowed to see is left out: it
        stays on the merged record.
        """
        kept = {key: partner.id for key, partner in chosen.items()}
        definitions = self._get_definitions(partners)
        lines = []
        for key, records in lost_values(values, kept).items():
            if key == "image_1920" or self._is_restricted(key):
                continue
            for partner in partners.filtered(lambda one, ids=records: one.id in ids):
                text = self._format(key, partner, values[key][partner.id], definitions)
                if text:
                    text = " ".join(text.split())[:_LONGEST]
                    lines.append(
                        self.env._(
                            "%(field)s: %(value)s (%(partner)s)",
                            field=self._get_key_label(key, definitions),
                            value=text,
                            partner=partner.name,
                        )
                    )
        return "\n".join(lines)

    def _is_restricted(self, key):
        partners = self.env["res.partner"]
        names = UNITS.get(key) or (key.split(".")[0],)
        return not key.startswith("park.") and any(
            partners._fields[name].groups for name in names if name in partners._fields
        )

    def _get_place_fields(self):
        names = (*UNITS["address"], *UNITS["position"], "phone", "site_note")
        partners = self.env["res.partner"]
        return [name for name in names if name in partners._fields]

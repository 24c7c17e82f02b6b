from psycopg2.extras import Json

from odoo import api, models
from odoo.tools import SQL

from ...engine.merge import OWN, UNITS, UNSEEN, unit_of


class FieldMergeValues(models.AbstractModel):
    """The values of partners that may be one: told apart, chosen, written."""

    _name = "field.merge.values"
    _description = "Values of partners to merge"

    # ------------------------------------------------------------------
    # Which
    # ------------------------------------------------------------------

    @api.model
    def _get_merged_fields(self):
        """Fields of a partner that hold a value of its own, in the order of the model.

        Not what is derived, what is a link from elsewhere, or what a merge decides on.
        """
        partners = self.env["res.partner"].sudo()
        return [
            field
            for name, field in partners._fields.items()
            if field.store
            and field.type not in ("one2many", "many2many", "properties")
            and name not in OWN
            and not field.company_dependent
            and not (field.compute and field.readonly)
            and not name.startswith("image_")
        ]

    @api.model
    def _is_shown(self, field):
        """Whether the user compares it and chooses; the others are filled if blank."""
        partners = self.env["res.partner"]
        return field.name not in UNSEEN and partners._has_field_access(field, "read")

    @api.model
    def _get_values(self, partners):
        """{unit or field: {partner id: value}}; a unit's value is a tuple.

        Own fields go by ``<properties>.<name>``, the opening hours and the vehicles by
        what holds them: both are rows that are kept as a whole.
        """
        values = {}
        names = [field.name for field in self._get_merged_fields()]
        for name in names:
            unit = unit_of(name)
            if unit not in values:
                parts = [one for one in UNITS.get(unit, (name,)) if one in names]
                values[unit] = {
                    partner.id: self._get_value(partner, parts) for partner in partners
                }
        values["image_1920"] = {
            partner.id: self._get_image_key(partner) for partner in partners
        }
        values["opening_hour_ids"] = {
            partner.id: partner.opening_week or {} for partner in partners
        }
        values.update(self._get_park_values(partners))
        values.update(self._get_property_values(partners))
        return values

    def _get_value(self, partner, names):
        parts = tuple(self._get_plain(partner, name) for name in names)
        return parts if len(parts) > 1 else parts[0]

    def _get_plain(self, partner, name):
        value = partner[name]
        return value.id if isinstance(value, models.BaseModel) else value

    def _get_image_key(self, partner):
        """What is the same when two pictures are the same."""
        return (
            self._get_image_files(partner)
            .filtered(lambda file: file.res_field == "image_1920")[:1]
            .checksum
            or False
        )

    def _get_image_files(self, partners):
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "res.partner"),
                    ("res_id", "in", partners.ids),
                    ("res_field", "=like", r"image\_%"),
                ]
            )
        )

    def _get_park_values(self, partners):
        """The number of vehicles of a type that more than one of them has."""
        values = {}
        for line in partners.park_line_ids:
            by_partner = values.setdefault(f"park.{line.park_type_id.id}", {})
            by_partner[line.partner_id.id] = line.vehicle_count
        return {
            name: {partner.id: by_partner.get(partner.id, 0) for partner in partners}
            for name, by_partner in values.items()
        }

    def _get_property_values(self, partners):
        values = {}
        for name, definitions in self._get_property_definitions(partners).items():
            held = {
                partner.id: dict(partner[name]._values or {}) if partner[name] else {}
                for partner in partners
            }
            for one in definitions:
                if one["type"] == "separator":
                    continue
                values[f"{name}.{one['name']}"] = {
                    partner.id: held[partner.id].get(one["name"]) or False
                    for partner in partners
                }
        return values

    def _get_property_definitions(self, partners):
        """{field: [definition]} of the own fields that some of the partners have."""
        found = {}
        for name, field in partners._fields.items():
            if field.type != "properties" or name in UNSEEN:
                continue
            containers = partners.mapped(field.definition_record)
            definitions = {}
            for container in containers:
                for one in container[field.definition_record_field] or ():
                    definitions.setdefault(one["name"], one)
            found[name] = list(definitions.values())
        return found

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    @api.model
    def _write_values(self, recorder, survivor, chosen):
        """Give the survivor the values of others.

        :param chosen: {unit or field: partner}, as in ``_get_values``
        """
        values, properties = {}, {}
        names = {field.name for field in self._get_merged_fields()}
        for key, partner in chosen.items():
            if partner == survivor:
                continue
            if key == "image_1920":
                self._swap_images(recorder, survivor, partner)
            elif key == "opening_hour_ids":
                self._swap_hours(recorder, survivor, partner)
            elif key.startswith("park."):
                continue
            elif "." in key:
                name, one = key.split(".", 1)
                properties.setdefault(name, {})[one] = partner
            else:
                values.update(
                    {
                        name: self._get_plain(partner, name)
                        for name in UNITS.get(key, (key,))
                        if name in names
                    }
                )
        if values:
            survivor.write(values)
        for name, by_partner in properties.items():
            self._write_properties(recorder, survivor, name, by_partner)

    def _swap_images(self, recorder, survivor, partner):
        self._swap_rows(
            recorder,
            self._get_image_files(survivor),
            self._get_image_files(partner),
            "res_id",
            (survivor, partner),
        )

    def _swap_hours(self, recorder, survivor, partner):
        self._swap_rows(
            recorder,
            survivor.opening_hour_ids,
            partner.opening_hour_ids,
            "partner_id",
            (survivor, partner),
        )

    def _swap_rows(self, recorder, mine, theirs, column, partners):
        """Exchange rows of two partners, so that those not kept are not lost."""
        self.env.flush_all()
        for rows, target in zip((mine, theirs), reversed(partners), strict=True):
            if not rows:
                continue
            recorder.note(rows._table, [column], rows.ids)
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id = ANY(%s)",
                    SQL.identifier(rows._table),
                    SQL.identifier(column),
                    target.id,
                    rows.ids,
                )
            )
        self.env.invalidate_all(flush=False)

    @api.model
    def _write_park(self, survivor, counts):
        """Set the vehicles once the rows of the types have moved to the survivor.

        :param counts: {id of the park type: vehicles}
        """
        for line in survivor.park_line_ids:
            count = counts.get(line.park_type_id.id, line.vehicle_count)
            if count != line.vehicle_count:
                line.vehicle_count = count

    def _write_properties(self, recorder, survivor, name, by_property):
        """Answers to the own fields that the survivor has; others stay as they are."""
        field = survivor._fields[name]
        container = survivor[field.definition_record]
        known = {one["name"] for one in container[field.definition_record_field] or ()}
        patch = {}
        for one, partner in by_property.items():
            if one in known:
                patch[one] = (partner[name]._values or {}).get(one)
        if not patch:
            return
        survivor.flush_recordset([name])
        recorder.note("res_partner", [name], survivor.ids)
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET %(name)s = "
                "COALESCE(%(name)s, '{}') || %(patch)s WHERE id = %(id)s",
                name=SQL.identifier(name),
                patch=Json(patch),
                id=survivor.id,
            )
        )
        survivor.invalidate_recordset([name])

    @api.model
    def _fill_company_values(self, recorder, survivor, sources):
        """What each company has set of a source and not of the survivor."""
        names = [
            name
            for name, field in survivor._fields.items()
            if field.company_dependent and field.store and name not in OWN
        ]
        recorder.note("res_partner", names, survivor.ids)
        for name in names:
            for source in sources:
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE res_partner mine
                        SET %(name)s = theirs.%(name)s || COALESCE(mine.%(name)s, '{}')
                        FROM res_partner theirs
                        WHERE mine.id = %(mine)s AND theirs.id = %(theirs)s
                            AND theirs.%(name)s IS NOT NULL
                        """,
                        name=SQL.identifier(name),
                        mine=survivor.id,
                        theirs=source.id,
                    )
                )
        survivor.invalidate_recordset(names)

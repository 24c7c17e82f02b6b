from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.importer import OWN_PREFIX, PARK_PREFIX, Existing

PLACE = ("partner_latitude", "partner_longitude")


def _forget_no_place(values):
    """Blank the coordinates 0, 0, which is how Odoo keeps no place."""
    if not any(values.get(name) for name in PLACE):
        values.update(dict.fromkeys(values.keys() & set(PLACE)))


def _get_own_value(stored, name):
    """Value of an own field as it is stored, ``None`` where blank."""
    value = (stored or {}).get(name.removeprefix(OWN_PREFIX))
    return None if value is False or value in ("", []) else value


class FieldClientValuesMixin(models.AbstractModel):
    """What clients hold already, as a plan of the import holds values."""

    _name = "field.client.values.mixin"
    _description = "Values of clients for the import"

    @api.model
    def _read_values(self, partners, names):
        """Values by target of each partner, as a plan holds them.

        :param partners: res.partner that the user may read
        :param names: names of targets
        :return: {partner id: {name: value}}; relations as identifiers, ``None`` for
            what is blank
        """
        park_names = [name for name in names if name.startswith(PARK_PREFIX)]
        own_names = [name for name in names if name.startswith(OWN_PREFIX)]
        field_names = [
            name for name in names if not name.startswith((PARK_PREFIX, OWN_PREFIX))
        ]
        if not partners:
            return {}
        partners.fetch(field_names)
        values = {}
        for partner in partners:
            values[partner.id] = read = {}
            for name in field_names:
                value = partner[name]
                if partner._fields[name].type == "many2one":
                    value = value.id
                read[name] = None if value is False or value == "" else value
            _forget_no_place(read)
        if own_names:
            self._add_own_values(values, partners, own_names)
        if park_names:
            self._add_park_values(values, park_names)
        return values

    def _add_own_values(self, values, partners, names):
        """Add the own fields as they are stored, which is as a plan holds them."""
        partners.flush_recordset(["own_properties"])
        self.env.cr.execute(
            SQL(
                "SELECT id, own_properties FROM res_partner WHERE id = ANY(%s)",
                partners.ids,
            )
        )
        for partner_id, stored in self.env.cr.fetchall():
            for name in names:
                values[partner_id][name] = _get_own_value(stored, name)

    @api.model
    def _get_existing(self, keys, names):
        """Prospects and clients of the current company that have these references.

        That a reference is taken is said even of a prospect that is secret to the
        user; none of its values are (S3-36).

        :param keys: references
        :param names: names of the targets whose values are wanted
        :return: {reference: Existing}
        """
        plain = [
            name for name in names if not name.startswith((PARK_PREFIX, OWN_PREFIX))
        ]
        own = [name for name in names if name.startswith(OWN_PREFIX)]
        extra = ["own_properties"] if own else []
        read = dict.fromkeys(["id", "ref", "active", *extra, *plain])
        self.env.flush_all()
        # The company's own record is taken rather than a shared one.
        found = {row["ref"]: row for row in self._read_stored(read, "ref", list(keys))}
        found.update(self._read_former(read, set(keys) - found.keys()))
        reachable = self._find_reachable([row["id"] for row in found.values()])
        values = {}
        for row in found.values():
            if row["id"] in reachable:
                values[row["id"]] = self._get_stored_values(row, plain, own)
        park_names = [name for name in names if name.startswith(PARK_PREFIX)]
        if park_names:
            self._add_park_values(values, park_names)
        return {
            key: Existing(
                row["id"],
                values.get(row["id"], {}),
                row["id"] in reachable,
                not row["active"],
            )
            for key, row in found.items()
        }

    def _read_stored(self, names, column, values):
        """Columns of the company's prospects and clients, and of shared ones first."""
        self.env.cr.execute(
            SQL(
                """
                SELECT %s FROM res_partner
                 WHERE %s = ANY(%s) AND field_status IS NOT NULL
                   AND merged_into_id IS NULL
                   AND (company_id IS NULL OR company_id = %s)
                 ORDER BY company_id NULLS FIRST
                """,
                SQL(", ").join(map(SQL.identifier, names)),
                SQL.identifier(column),
                values,
                self.env.company.id,
            )
        )
        return [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]

    def _read_former(self, names, keys):
        """As ``_read_stored``, by a reference that a merge has retired."""
        kept = self.env["res.partner"]._find_by_former_reference(keys) if keys else {}
        if not kept:
            return {}
        ids = [partner.id for partner in kept.values()]
        rows = {row["id"]: row for row in self._read_stored(names, "id", ids)}
        return {
            key: rows[partner.id] for key, partner in kept.items() if partner.id in rows
        }

    @api.model
    def _find_known(self, keys):
        """Those of the references that a client of the company has, or once had."""
        self.env.cr.execute(
            SQL(
                """
                SELECT ref FROM res_partner
                 WHERE ref = ANY(%s) AND field_status IS NOT NULL
                   AND (company_id IS NULL OR company_id = %s)
                """,
                list(keys),
                self.env.company.id,
            )
        )
        known = {row[0] for row in self.env.cr.fetchall()}
        others = set(keys) - known
        if others:
            known.update(self.env["res.partner"]._find_by_former_reference(others))
        return known

    def _find_reachable(self, ids):
        """Those of the partners that the user may change, by one query."""
        Partner = self.env["res.partner"]
        if self.env.su or not ids or not Partner.has_access("write"):
            return set(ids) if self.env.su else set()
        domain = self.env["ir.rule"]._compute_domain("res.partner", "write")
        everybody = Partner.sudo().with_context(active_test=False)
        query = everybody._search(Domain("id", "in", ids) & domain)
        self.env.cr.execute(query.select())
        return {row[0] for row in self.env.cr.fetchall()}

    @staticmethod
    def _get_stored_values(row, names, own):
        """Values of a row of the table, as a plan holds them."""
        values = {name: row[name] if row[name] != "" else None for name in names}
        _forget_no_place(values)
        for name in own:
            values[name] = _get_own_value(row["own_properties"], name)
        return values

    def _add_park_values(self, values, names):
        """Add numbers of vehicles, ``None`` for types that a client has none of."""
        for read in values.values():
            read.update(dict.fromkeys(names))
        lines = self.env["field.park.line"].search_fetch(
            [("partner_id", "in", list(values))],
            ["partner_id", "park_type_id", "vehicle_count"],
        )
        for line in lines:
            name = f"{PARK_PREFIX}{line.park_type_id.id}"
            if name in values[line.partner_id.id]:
                values[line.partner_id.id][name] = line.vehicle_count

from dataclasses import replace

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from ...engine.importer import (
    OWN_PREFIX,
    PARK_PREFIX,
    PARTNER_TARGETS,
    Code,
    CodeList,
    Existing,
    Group,
    Kind,
    Reference,
    Target,
    own_codes,
    own_targets,
)

_lt = LazyTranslate(__name__)

# Names that say more, in a workbook, than those of the fields.
_LABELS = {
    "ref": _lt("Reference"),
    "field_status": _lt("Client (yes or no)"),
    "company_registry": _lt("SIRET"),
    "vat": _lt("VAT number"),
    "street": _lt("Address line 1"),
    "street2": _lt("Address line 2"),
    "zip": _lt("Postal code"),
    "city": _lt("Town"),
    "partner_latitude": _lt("Latitude"),
    "partner_longitude": _lt("Longitude"),
    "user_id": _lt("Rep"),
}
_GROUPS = {
    Group.IDENTITY: _lt("Who"),
    Group.PLACE: _lt("Where"),
    Group.CONTACT: _lt("How to reach them"),
    Group.SALES: _lt("Sales"),
    Group.INVOICING: _lt("Invoicing"),
    Group.PARK: _lt("Park"),
    Group.OWN: _lt("Own fields"),
}
# People know these by their names, and the others by their codes.
_KNOWN_BY_NAME = ("country_id", "sector_id", "user_id")


class FieldImportCatalogue(models.AbstractModel):
    """What a workbook can hold about a partner, for the import and the export."""

    _name = "field.import.catalogue"
    _description = "Columns of client workbooks"

    # ------------------------------------------------------------------
    # Targets
    # ------------------------------------------------------------------

    @api.model
    def _get_targets(self):
        """Every target, with its labels: the user's language first, then the others.

        An add-on that adds a field to the client base extends this list.
        """
        languages = dict.fromkeys(
            [self.env.lang or "en_US", "en_US"]
            + [code for code, _name in self.env["res.lang"].get_installed()]
        )
        catalogues = [self.with_context(lang=language) for language in languages]
        targets = [
            replace(
                target,
                labels=tuple(
                    catalogue._get_label(target.name) for catalogue in catalogues
                ),
            )
            for target in PARTNER_TARGETS
        ]
        park_types = self.env["field.park.type"].search_fetch([], ["name"])
        return (
            targets
            + [
                Target(
                    name=f"{PARK_PREFIX}{park_type.id}",
                    kind=Kind.COUNT,
                    group=Group.PARK,
                    labels=tuple(
                        catalogue._get_park_label(park_type) for catalogue in catalogues
                    ),
                    aliases=tuple(
                        park_type.with_context(lang=language).name
                        for language in languages
                    ),
                )
                for park_type in park_types
            ]
            + list(own_targets(self._get_own_fields()))
        )

    @api.model
    def _get_own_fields(self):
        return self.env["field.own.list"]._describe()

    @api.model
    def _get_label(self, name):
        """Label of a field of partners in the language of the context."""
        if name in _LABELS:
            return self.env._(_LABELS[name])
        return self.env["ir.model.fields"]._get("res.partner", name).field_description

    @api.model
    def _get_park_label(self, park_type):
        name = park_type.with_context(lang=self.env.lang).name
        return self.env._("Park: %(type)s", type=name)

    @api.model
    def _get_choices(self):
        """Selection of the targets, in the order of the client sheet."""
        park_types = self.env["field.park.type"].search_fetch([], ["name"])
        return (
            [(target.name, self._get_label(target.name)) for target in PARTNER_TARGETS]
            + [
                (f"{PARK_PREFIX}{park_type.id}", self._get_park_label(park_type))
                for park_type in park_types
            ]
            + [
                (target.name, target.label)
                for target in own_targets(self._get_own_fields())
            ]
        )

    @api.model
    def _get_choice_groups(self):
        """The choices under headings, as the screen takes them.

        :return: list of ``{"label", "choices": [{"value", "label"}]}``
        """
        labels = dict(self._get_choices())
        found = {}
        for target in self._get_targets():
            choice = {"value": target.name, "label": labels[target.name]}
            found.setdefault(target.group, []).append(choice)
        return [
            {"label": self.env._(_GROUPS[group]), "choices": choices}
            for group, choices in found.items()
        ]

    # ------------------------------------------------------------------
    # Codes
    # ------------------------------------------------------------------

    @api.model
    def _get_reference(self):
        """What the cells are held against: code lists and countries."""
        countries = self.env["res.country"].search_fetch([], ["code"])
        return Reference(
            codes={
                target.name: self._get_code_list(target.name)
                for target in PARTNER_TARGETS
                if target.kind is Kind.CODE
            }
            | own_codes(self._get_own_fields()),
            countries={country.id: country.code for country in countries},
            country=self.env.company.country_id.code or "FR",
            zone=str(self.env.tz),
        )

    @api.model
    def _get_comodel(self, name):
        """Model of the list behind a target."""
        return self.env[self.env["res.partner"]._fields[name].comodel_name]

    @api.model
    def _get_code_domain(self, name):
        model = self._get_comodel(name)._name
        if model == "res.users":
            return Domain("share", "=", False)
        domain = self.env["res.partner"]._fields[name].domain
        # A domain that depends on the form cannot be evaluated for a list of rows.
        return Domain(domain) if isinstance(domain, list) else Domain.TRUE

    @api.model
    def _get_code_list(self, name):
        # Archived entries are still held by records: exported, they come back.
        Model = self._get_comodel(name).with_context(active_test=False)
        records = Model.search(self._get_code_domain(name))
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        translations = [
            records.with_context(lang=language)
            for language in languages
            if language != self.env.lang and Model._fields["name"].translate
        ]
        codes = []
        for index, record in enumerate(records):
            aliases = [translated[index].name for translated in translations]
            if Model._name == "res.users":
                aliases.append(record.login)
            if Model._name == "res.currency":
                aliases.append(record.full_name or "")
            codes.append(
                Code(
                    record_id=record.id,
                    code=self._get_code(record),
                    name=record.name,
                    aliases=tuple(filter(None, aliases)),
                    parent_id=record.category_id.id
                    if Model._name == "field.client.subcategory"
                    else None,
                    is_archived="active" in record._fields and not record.active,
                )
            )
        return CodeList(codes, by_name=name in _KNOWN_BY_NAME)

    @api.model
    def _get_code(self, record):
        if record._name == "res.users":
            return record.rep_code or ""
        return record.code or "" if "code" in record._fields else ""

    @api.model
    def _get_creatable(self):
        """Targets whose unknown codes this user could create.

        Payment modes carry rules, reps are people: those are never made up.
        """
        candidates = (
            "sector_id",
            "agency_id",
            "category_code_id",
            "subcategory_code_id",
            "price_grid_id",
        )
        return [
            name for name in candidates if self._get_comodel(name).has_access("create")
        ]

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------

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
            if not (read.get("partner_latitude") or read.get("partner_longitude")):
                # Odoo keeps no place as 0, 0.
                read.update(
                    dict.fromkeys(
                        read.keys() & {"partner_latitude", "partner_longitude"}
                    )
                )
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
                value = (stored or {}).get(name.removeprefix(OWN_PREFIX))
                is_blank = value is False or value == "" or value == []
                values[partner_id][name] = None if is_blank else value

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
        if not (row.get("partner_latitude") or row.get("partner_longitude")):
            # Odoo keeps no place as 0, 0.
            for name in ("partner_latitude", "partner_longitude"):
                if name in values:
                    values[name] = None
        if own:
            stored = row["own_properties"] or {}
            for name in own:
                value = stored.get(name.removeprefix(OWN_PREFIX))
                is_blank = value is False or value == "" or value == []
                values[name] = None if is_blank else value
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

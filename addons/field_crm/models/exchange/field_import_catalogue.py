from dataclasses import replace

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from ...engine.importer import (
    PARK_PREFIX,
    PARTNER_TARGETS,
    Code,
    CodeList,
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
    _inherit = ["field.client.values.mixin"]
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

"""What the registry says about clients, held against what the fast way knows."""

from dataclasses import dataclass

from .derived import DERIVED, Derived

_OURS = "odoo.addons.field_crm.models."
# Modules whose `create` and `write` of partners were read: what they do to a client of
# an import is done by the fast way too, or concerns fields that it leaves to the ORM.
# Whoever adds an override adds the line, and to the fast way what it does.
CREATE = frozenset(
    {
        "odoo.orm.models",
        "odoo.addons.base.models.res_partner",
        "odoo.addons.base.models.properties_base_definition_mixin",
        "odoo.addons.mail.models.mail_thread",
        "odoo.addons.account.models.partner",
        f"{_OURS}contact.res_partner",
        f"{_OURS}geocoding.res_partner",
        f"{_OURS}own_field.res_partner",
        f"{_OURS}partner.res_partner",
        f"{_OURS}person.res_partner",
        f"{_OURS}place.field_flagged_mixin",
        f"{_OURS}prospect.field_doubles_mixin",
        f"{_OURS}sheet.field_client_sheet",
    }
)
WRITE = frozenset(
    {
        "odoo.orm.models",
        "odoo.addons.base.models.res_partner",
        "odoo.addons.mail.models.mail_thread",
        "odoo.addons.account.models.partner",
        "odoo.addons.snailmail.models.res_partner",
        f"{_OURS}contact.field_grouped_mixin",
        f"{_OURS}contact.res_partner",
        f"{_OURS}double.field_merged_mixin",
        f"{_OURS}geocoding.res_partner",
        f"{_OURS}partner.res_partner",
        f"{_OURS}person.res_partner",
        f"{_OURS}place.field_flagged_mixin",
        f"{_OURS}prospect.field_doubles_mixin",
        f"{_OURS}prospect.field_movement_mixin",
        f"{_OURS}prospect.res_partner",
        f"{_OURS}sheet.field_client_sheet",
    }
)
# Columns that a row may bring without the ORM: nothing in `create` or `write` looks at
# them but what is done here. Any other column sends the row by the ORM.
PLAIN = frozenset(
    {
        "agency_id",
        "ape_code",
        "attention_of",
        "bank_country_id",
        "bic",
        "business_activity",
        "category_code_id",
        "city",
        "client_code",
        "company_creation_date",
        "company_registry",
        "country_id",
        "delivery_authorization_id",
        "delivery_grouping_id",
        "department_code",
        "email",
        "fax",
        "field_status",
        "fixed_fee_id",
        "iban",
        "internal_name",
        "invoice_currency_id",
        "invoice_edition_id",
        "invoicing_type_id",
        "mobile",
        "name",
        "order_grouping_id",
        "partner_latitude",
        "partner_longitude",
        "payment_days",
        "payment_due_day",
        "payment_mode_id",
        "periodicity_id",
        "phone",
        "post_office_code",
        "price_grid_id",
        "ref",
        "reference_required_id",
        "region_id",
        "revenue_current",
        "revenue_previous",
        "revisit_date",
        "sector_id",
        "statement_id",
        "street",
        "street2",
        "street3",
        "subcategory_code_id",
        "title_code_id",
        "user_id",
        "vat",
        "visit_description",
        "visit_kind",
        "zip",
    }
)
# Stored computed columns that are the same for every new client that has no parent, no
# user, no visit and no people, and that no column above changes.
CONSTANT = frozenset(
    {
        "company_registry",
        "former_names",
        "group_properties",
        "lang",
        "last_visit_date",
        "main_contact_id",
        "main_contact_name",
        "office_properties",
        "own_properties",
        "partner_share",
        "properties",
        "user_id",
    }
)
# Constraints that the plan has seen to, or that look at no column of an import.
CONSTRAINTS = frozenset(
    {
        "_check_bank_account",
        "_check_barcode_unicity",
        "_check_color_code",
        "_check_coordinates",
        "_check_geofence",
        "_check_marketing_consent",
        "_check_parent_id",
        "_check_partner_company",
        "_check_peppol_fields",
        "_check_photo_url",
        "_check_sheet_lengths",
    }
)


@dataclass(frozen=True)
class Shape:
    """What may be done without the ORM in this database.

    Attributes
    ----------
    derived
        Entries that hold here, in order.
    left
        Names of stored computed fields that the ORM must compute.
    triggers
        For each derived column, the columns whose change changes it.
    strangers
        Definitions of `create` or `write` that the fast way does not know.
    checks
        Names of constraint methods that it does not know.
    """

    derived: tuple[Derived, ...]
    left: tuple[str, ...]
    triggers: dict[str, frozenset[str]]
    strangers: tuple[str, ...]
    checks: tuple[str, ...]


def shape_of(Partner) -> Shape:
    """Hold the registry's model of partners against the tables above.

    Parameters
    ----------
    Partner
        The model, in any environment.
    """
    fields, depends = Partner._fields, Partner.env.registry.field_depends
    derived = tuple(entry for entry in DERIVED if _holds(entry, Partner, depends))
    known = {name for entry in derived for name in entry.outputs} | CONSTANT
    stored = [
        field
        for field in fields.values()
        if field.store and field.column_type and (field.compute or field.related)
    ]
    return Shape(
        derived=derived,
        left=tuple(sorted(each.name for each in stored if each.name not in known)),
        triggers={
            name: entry.triggers or frozenset(_sources(name, fields, depends))
            for entry in derived
            for name in entry.outputs
        },
        strangers=tuple(
            f"{module}.{method}"
            for method, known in (("create", CREATE), ("write", WRITE))
            for module in _definers(Partner, method)
            if module not in known
        ),
        checks=tuple(
            name for name in _constraint_names(Partner) if name not in CONSTRAINTS
        ),
    )


def _holds(entry, Partner, depends) -> bool:
    if any(name not in Partner._fields for name in entry.outputs):
        return False
    if entry.depends is not None and any(
        set(depends[Partner._fields[name]]) != entry.depends for name in entry.outputs
    ):
        return False
    return all(
        set(_definers(Partner, method)) <= set(known)
        for method, known in entry.methods.items()
    )


def _definers(Partner, method) -> list[str]:
    """Modules that define a method, patches of tests and of other add-ons included."""
    return [
        getattr(vars(each)[method], "__module__", "")
        if each is type(Partner)
        else each.__module__
        for each in type(Partner).__mro__
        if method in vars(each)
    ]


def _constraint_names(Partner) -> set[str]:
    names = set()
    for each in type(Partner).__mro__:
        names.update(
            name for name, value in vars(each).items() if hasattr(value, "_constrains")
        )
    return names


def _sources(name, fields, depends, seen=None) -> set[str]:
    """Columns that a computed column follows from, directly or through others."""
    seen = set() if seen is None else seen
    found = set()
    for path in depends.get(fields[name], ()):
        source, _dot, rest = path.partition(".")
        # Who has no parent is its own commercial entity.
        if source == "commercial_partner_id" and rest:
            source = rest
        if source in seen or source not in fields:
            continue
        seen.add(source)
        found.add(source)
        found |= _sources(source, fields, depends, seen)
    return found

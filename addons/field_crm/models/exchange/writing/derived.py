"""Columns that the ORM would compute, computed a column at a time.

Each entry names the ORM methods that it stands for, and the modules whose definitions
of them it was written from. Where the registry says otherwise (another add-on overrides
one, or a dependency was added), the entry is not used and the ORM computes instead: the
import gets slower, never wrong. A test names such entries, so that it is noticed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from odoo.exceptions import UserError
from odoo.tools import email_normalize

from odoo.addons.phone_validation.tools.phone_validation import phone_format

from ....engine.doubles import name_key, phone_key
from ....engine.identifiers import french_number, is_given
from . import peppol, position
from .batch import Batch

_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    re.IGNORECASE | re.ASCII,
)
_OURS = "odoo.addons.field_crm.models."
_BASE = "odoo.addons.base.models.res_partner"
_POSITION_METHODS = (
    "_follow_address",
    "_look_up_town",
    "_set_position",
    "_get_geo_state",
    "_is_visited",
    "_has_point",
    "_get_point",
    "_get_address",
)


@dataclass(frozen=True)
class Derived:
    """How some columns follow from others.

    Attributes
    ----------
    outputs
        Columns that are derived together.
    inputs
        Columns that ``derive`` looks at.
    derive
        Gives a list of values for each output.
    methods
        Modules that define the methods that this stands for.
    depends
        What the ORM makes the outputs depend on; ``None`` when ``derive`` asks the
        registry itself.
    is_kept
        Whether the outputs stay as they are when the row gives one of them, the
        columns being editable; the ORM protects them together, too.
    triggers
        Columns whose change changes the outputs, where that is not the ORM's doing.
    """

    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    derive: Callable[[Batch], tuple[list[Any], ...]]
    methods: dict[str, tuple[str, ...]]
    depends: frozenset[str] | None = None
    is_kept: bool = False
    triggers: frozenset[str] = frozenset()


def _postcode_parts(batch):
    departments, offices = batch["department_code"][:], batch["post_office_code"][:]
    for index, code in enumerate(batch["zip"]):
        code = (code or "").strip()
        if len(code) == 5 and code.isdigit():
            departments[index], offices[index] = code[:2], code[2:]
    return departments, offices


def _subcategories(batch):
    categories = batch.setting.categories
    return (
        [
            subcategory if categories.get(subcategory) == category else None
            for subcategory, category in zip(
                batch["subcategory_code_id"], batch["category_code_id"], strict=True
            )
        ],
    )


def _payment_days(batch):
    locked = batch.setting.locked_days
    return (
        [
            locked.get(mode) or days or 0
            for mode, days in zip(
                batch["payment_mode_id"], batch["payment_days"], strict=True
            )
        ],
    )


def _complete_names(batch):
    return ([(name or "").strip() for name in batch["name"]],)


def _commercial_partners(batch):
    return (batch.ids,)


def _commercial_names(batch):
    return (
        [
            name if is_company else None
            for name, is_company in zip(batch["name"], batch["is_company"], strict=True)
        ],
    )


def _prospects(batch):
    return (
        [
            record_id if status == "prospect" else None
            for record_id, status in zip(batch.ids, batch["field_status"], strict=True)
        ],
    )


def _prospect_people(batch):
    # A new client of an import has no parent: a prospect is its own.
    return tuple(
        [
            who if status == "prospect" else None
            for who, status in zip(batch[name], batch["field_status"], strict=True)
        ]
        for name in ("user_id", "create_uid")
    )


def _emails(batch):
    return ([_email(email) for email in batch["email"]],)


def _email(email):
    if not email:
        return None
    # Nothing but an address: Odoo, too, would only write it small.
    if _PLAIN_EMAIL.fullmatch(email):
        return email.lower()
    return email_normalize(email, strict=False) or None


def _phone_keys(batch):
    codes = batch.country_codes()
    return tuple(
        [
            phone_key(number, code) if number else None
            for number, code in zip(batch[name], codes, strict=True)
        ]
        for name in ("phone", "mobile")
    )


def _sanitized_phones(batch):
    found = [None] * len(batch)
    codes = batch.country_codes()
    for name in reversed(batch.setting.phones):
        for index, number in enumerate(batch[name]):
            if number:
                found[index] = _sanitized(number, codes[index]) or found[index]
    return (found,)


def _sanitized(number, code):
    french = french_number(number, code)
    if french:
        return f"+33{french}" if is_given(french) else None
    try:
        return phone_format(number, code, None, force_format="E164")
    except UserError:
        return None


def _name_keys(batch):
    return ([name_key(name) or None for name in batch["name"]],)


def _search_texts(batch):
    columns = [batch[name] for name in batch.setting.searched]
    return (
        [
            "\n".join(dict.fromkeys(filter(None, values))) or None
            for values in zip(*columns, strict=True)
        ],
    )


#: In the order in which they are derived.
DERIVED = (
    Derived(
        ("department_code", "post_office_code"),
        ("zip",),
        _postcode_parts,
        {"_compute_postcode_parts": (f"{_OURS}sheet.field_client_sheet",)},
        frozenset({"zip"}),
        is_kept=True,
    ),
    Derived(
        ("subcategory_code_id",),
        ("category_code_id",),
        _subcategories,
        {"_compute_subcategory_code_id": (f"{_OURS}sheet.field_client_sheet",)},
        frozenset({"category_code_id"}),
        is_kept=True,
    ),
    Derived(
        ("payment_days",),
        ("payment_mode_id",),
        _payment_days,
        {"_compute_payment_days": (f"{_OURS}sheet.field_client_sheet",)},
        frozenset({"payment_mode_id.locked_days"}),
        is_kept=True,
    ),
    Derived(
        ("commercial_partner_id",),
        (),
        _commercial_partners,
        {"_compute_commercial_partner": (_BASE,)},
        frozenset({"is_company", "parent_id.commercial_partner_id"}),
    ),
    Derived(
        ("commercial_company_name",),
        ("name", "is_company"),
        _commercial_names,
        {"_compute_commercial_company_name": (_BASE,)},
        frozenset(
            {"company_name", "parent_id.is_company", "commercial_partner_id.name"}
        ),
    ),
    Derived(
        ("complete_name",),
        ("name",),
        _complete_names,
        {"_compute_complete_name": (_BASE,), "_get_complete_name": (_BASE,)},
        frozenset(
            {
                "is_company",
                "name",
                "parent_id.name",
                "type",
                "company_name",
                "commercial_company_name",
            }
        ),
    ),
    Derived(
        ("prospect_id",),
        ("field_status",),
        _prospects,
        {"_compute_prospect_id": (f"{_OURS}partner.res_partner",)},
        frozenset({"field_status", "parent_id.prospect_id"}),
    ),
    Derived(
        ("prospect_user_id", "prospect_creator_id"),
        ("field_status", "user_id", "create_uid"),
        _prospect_people,
        {},
        triggers=frozenset({"field_status", "user_id"}),
    ),
    Derived(
        ("email_normalized",),
        ("email",),
        _emails,
        {
            "_compute_email_normalized": (
                "odoo.addons.mail.models.mail_thread_blacklist",
            )
        },
        frozenset({"email"}),
    ),
    Derived(
        ("phone_e164", "mobile_e164"),
        ("phone", "mobile", "country_id"),
        _phone_keys,
        {"_compute_phone_e164": (f"{_OURS}prospect.field_doubles_mixin",)},
        frozenset({"phone", "mobile", "country_id", "parent_id.country_id"}),
    ),
    Derived(
        ("phone_sanitized",),
        ("phone", "mobile", "other_phone", "country_id"),
        _sanitized_phones,
        {
            "_compute_phone_sanitized": (
                "odoo.addons.phone_validation.models.mail_thread_phone",
            ),
            "_phone_format": ("odoo.addons.phone_validation.models.models",),
            "_phone_get_country": ("odoo.addons.phone_validation.models.models",),
        },
        frozenset({"mobile", "phone", "other_phone", "country_id"}),
    ),
    Derived(
        ("name_key",),
        ("name",),
        _name_keys,
        {"_compute_name_key": (f"{_OURS}prospect.field_doubles_mixin",)},
        frozenset({"name"}),
    ),
    Derived(
        ("search_text",),
        (),
        _search_texts,
        {"_compute_search_text": (f"{_OURS}contact.field_findable_mixin",)},
    ),
    Derived(
        ("peppol_eas", "peppol_endpoint"),
        ("country_id", "vat", "company_registry"),
        peppol.endpoints,
        {
            "_compute_peppol_eas": (peppol.MODULE,),
            "_compute_peppol_endpoint": (peppol.MODULE,),
            "_get_peppol_endpoint_value": (peppol.MODULE,),
            "_build_error_peppol_endpoint": (peppol.MODULE,),
            "_peppol_eas_endpoint_depends": (peppol.MODULE,),
            "_deduce_country_code": ("odoo.addons.account.models.partner",),
            "_run_vat_checks": ("odoo.addons.account.models.partner",),
        },
    ),
    Derived(
        position.OUTPUTS,
        (*position.POINT, *position.ADDRESS),
        position.positions,
        dict.fromkeys(_POSITION_METHODS, (f"{_OURS}geocoding.res_partner",)),
        triggers=frozenset((*position.POINT, *position.ADDRESS, "field_status")),
    ),
)

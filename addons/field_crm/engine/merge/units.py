"""Fields that are one thing and are chosen together."""

#: Half of one address and half of another is no address.
UNITS = {
    "address": (
        "street", "street2", "street3", "zip", "city", "state_id", "country_id",
        "department_code", "post_office_code",
    ),
    "position": (
        "partner_latitude", "partner_longitude", "geo_precision", "geo_source",
        "geo_date", "geo_state", "geo_problem", "geo_address_changed",
    ),
    "bank": ("iban", "bic", "bank_country_id"),
    "category": ("category_code_id", "subcategory_code_id"),
    "payment": ("payment_mode_id", "payment_days", "payment_due_day"),
    "geofence": ("geofence_shape", "geofence_radius", "geofence"),
    "flag": ("flag_message", "flag_date", "flag_user_id"),
}  # fmt: skip

#: What a merge decides on by itself, or what is a record's own and never another's.
OWN = frozenset(
    {
        "id", "create_uid", "create_date", "write_uid", "write_date", "active",
        "company_id", "field_status", "parent_id", "type", "merged_into_id",
        "double_reason", "double_numbers", "is_main_contact", "booking_key",
        "message_bounce", "signup_type", "company_name", "calendar_last_notif_ack",
        "last_movement_date", "message_main_attachment_id", "is_company", "barcode",
    }
)  # fmt: skip

#: Settings of Odoo's that nobody compares clients by: a blank one is filled, no more.
UNSEEN = frozenset(
    {
        "autopost_bills", "color", "customer_rank", "employee", "properties",
        "global_location_number", "invoice_edi_format_store", "invoice_sending_method",
        "invoice_template_pdf_report_id", "peppol_eas", "peppol_endpoint",
        "sale_warn_msg", "supplier_rank", "tz", "own_list_id",
    }
)  # fmt: skip


def unit_of(name: str) -> str:
    """The unit that a field belongs to; its own name when it stands alone."""
    for unit, names in UNITS.items():
        if name in names:
            return unit
    return name

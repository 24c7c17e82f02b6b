"""The fields of annexe 2 (S3-88 … S3-111), once, for everybody who needs them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetField:
    """One line of annexe 2.

    Attributes
    ----------
    column
        Name of the column in the ERP.
    name
        Name of the field of ``res.partner``.
    length
        Greatest number of characters, ``None`` for numbers and dates.
    mandatory
        Whether a client cannot be created without it.
    """

    column: str
    name: str
    length: int | None = None
    mandatory: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the user types the text itself rather than choosing a code."""
        return self.length is not None and not self.name.endswith("_id")


SHEET: tuple[SheetField, ...] = (
    SheetField("c_fam_client", "category_code_id", 4, mandatory=True),
    SheetField("c_sfam_client", "subcategory_code_id", 4, mandatory=True),
    SheetField("c_titre", "title_code_id", 4),
    SheetField("nom_client", "name", 35, mandatory=True),
    SheetField("adr1_fac", "street", 35, mandatory=True),
    SheetField("adr2_fac", "street2", 35),
    SheetField("adr3_fac", "street3", 35),
    SheetField("dep_fac", "department_code", 4, mandatory=True),
    SheetField("bur_dis_fac", "post_office_code", 3, mandatory=True),
    SheetField("ville_fac", "city", 35, mandatory=True),
    SheetField("c_agence", "agency_id", 4, mandatory=True),
    SheetField("c_rep", "user_id", 4, mandatory=True),
    SheetField("c_pays", "country_id", 4, mandatory=True),
    SheetField("tel_1", "phone", 20, mandatory=True),
    SheetField("fax", "fax", 20),
    SheetField("tel_2", "mobile", 20),
    SheetField("contact_divers_1", "vat", 40),
    SheetField("contact_divers_2", "company_registry", 40, mandatory=True),
    SheetField("contact_divers_3", "business_activity", 40),
    SheetField("contact_divers_4", "email", 255),
    SheetField("c_per", "periodicity_id", 1, mandatory=True),
    SheetField("c_regpmt_bl", "delivery_grouping_id", 1),
    SheetField("c_regpmt_fac", "order_grouping_id", 1),
    SheetField("c_releve", "statement_id", 1),
    SheetField("c_autoris_bl", "delivery_authorization_id", 1),
    SheetField("c_catc", "price_grid_id", 8, mandatory=True),
    SheetField("c_frais_fixe", "fixed_fee_id", 1),
    SheetField("c_ref_oblig", "reference_required_id", 1),
    SheetField("c_mod_rgl_1", "payment_mode_id", 2, mandatory=True),
    SheetField("nb_jour_1", "payment_days", mandatory=True),
    SheetField("jour_1", "payment_due_day", 2),
    SheetField("c_type_fact", "invoicing_type_id", 1),
    SheetField("c_attention", "attention_of", 35),
    SheetField("c_ape", "ape_code", 10),
    SheetField("date_creation_ste", "company_creation_date"),
    SheetField("bic", "bic", 11),
    SheetField("iban", "iban", 34),
    SheetField("codepays", "bank_country_id", 2),
    SheetField("codemonnaie", "invoice_currency_id", 3),
    SheetField("type edition fac", "invoice_edition_id", 1, mandatory=True),
)


def sheet_lengths() -> dict[str, int]:
    """Greatest length in characters of every field that the user types."""
    return {field.name: field.length for field in SHEET if field.is_text}

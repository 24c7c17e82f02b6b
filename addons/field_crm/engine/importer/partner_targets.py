"""The fields of a prospect or client that a workbook can bring.

Names of columns and lengths of annexe 2 are those of the client sheet; the headers
that people write for them, in French and English, are added here.
"""

from ..client_sheet import SHEET
from .targets import Group, Kind, Target

_IDENTITY = {
    "ref": (Kind.KEY, "référence|reference|ref|réf client|référence client|identifiant"
            "|id|id client|client ref|customer reference|external id|code"),
    "name": (Kind.TEXT, "nom|nom client|raison sociale|société|entreprise|dénomination"
             "|enseigne|client|name|company|company name|customer name|customer"
             "|client name"),
    "field_status": (Kind.STATUS, "client|statut|status|prospect ou client"
                     "|client prospect|type de tiers|is client|est client"),
    "client_code": (Kind.TEXT, "code client|c client|n client|numéro client|num client"
                    "|compte client|customer code|customer number|code erp"),
    "title_code_id": (Kind.CODE, "titre|civilité|forme juridique|title|legal form"),
    "category_code_id": (Kind.CODE, "catégorie|catégorie client|famille"
                         "|famille client|category|customer category"),
    "subcategory_code_id": (Kind.CODE, "sous catégorie|sous catégorie client"
                            "|sous famille|sous famille client|subcategory"),
    "company_registry": (Kind.SIRET, "siret|n siret|numéro siret|siret number"),
    "vat": (Kind.VAT, "n tva|tva|numéro tva|tva intracommunautaire"
            "|n tva intracommunautaire|tva intracom|vat|vat number|tax id"),
    "ape_code": (Kind.TEXT, "ape|code ape|naf|code naf|naf code"),
    "business_activity": (Kind.TEXT, "activité|secteur d activité|activity|business"),
    "company_creation_date": (Kind.DATE, "création de société|date de création société"
                              "|date création|création société|founded"
                              "|company creation date"),
}  # fmt: skip

_PLACE = {
    "street": (Kind.TEXT, "adresse|adresse 1|adresse1|adresse ligne 1|rue|voie"
               "|address|address 1|address1|address line 1|street"),
    "street2": (Kind.TEXT, "adresse 2|adresse2|adresse ligne 2|complément d adresse"
                "|complément adresse|complément|address 2|address2|street 2|street2"),
    "street3": (Kind.TEXT, "adresse 3|adresse3|adresse ligne 3|lieu dit|address 3"
                "|address3|street 3|street3"),
    "zip": (Kind.POSTAL_CODE, "code postal|cp|c p|zip|zip code|postal code|postcode"),
    "department_code": (Kind.DEPARTMENT, "département|dept|dep|department"),
    "post_office_code": (Kind.POST_OFFICE, "bureau distributeur|bur dis"),
    "city": (Kind.TEXT, "ville|commune|localité|city|town"),
    "country_id": (Kind.CODE, "pays|code pays client|country|country code"),
    "partner_latitude": (Kind.LATITUDE, "latitude|lat|y|coordonnée y|gps latitude"),
    "partner_longitude": (Kind.LONGITUDE, "longitude|lon|lng|long|x|coordonnée x"
                          "|gps longitude"),
}  # fmt: skip

_CONTACT = {
    "phone": (Kind.PHONE, "téléphone|tél|tel|tel 1|téléphone 1|téléphone fixe|fixe"
              "|n téléphone|numéro de téléphone|phone|phone number|telephone"),
    "mobile": (Kind.PHONE, "portable|mobile|gsm|tel 2|téléphone 2|téléphone portable"
               "|tél portable|téléphone mobile|cell|cell phone|mobile phone"),
    "fax": (Kind.PHONE, "fax|télécopie"),
    "email": (Kind.EMAIL, "mail|e mail|email|courriel|adresse mail|adresse e mail"
              "|email address|e mail address"),
    "attention_of": (Kind.TEXT, "à l attention de|attention|contact|interlocuteur"
                     "|attention of"),
}  # fmt: skip

_SALES = {
    "user_id": (Kind.CODE, "commercial|vendeur|représentant|code commercial|rep"
                "|sales rep|salesperson|salesman"),
    "sector_id": (Kind.CODE, "secteur|territoire|tournée|sector|territory|area"),
    "agency_id": (Kind.CODE, "agence|code agence|dépôt|agency|branch"),
    "revisit_date": (Kind.DATE, "date de revoir|revoir|revoir le|prochaine visite"
                     "|revisit date|next visit"),
    "revenue_current": (Kind.AMOUNT, "ca|ca n|chiffre d affaires|ca en cours"
                        "|ca année|turnover|revenue|sales"),
    "revenue_previous": (Kind.AMOUNT, "ca n 1|ca précédent|ca année précédente"
                         "|chiffre d affaires n 1|previous turnover"
                         "|previous revenue|revenue last year"),
}  # fmt: skip

_INVOICING = {
    "price_grid_id": (Kind.CODE, "grille conditions|grille|grille commerciale"
                      "|grille tarifaire|conditions|tarif|price grid|price list"),
    "payment_mode_id": (Kind.CODE, "mode de règlement|mode règlement|règlement"
                        "|mode de paiement|payment mode|payment method"),
    "payment_days": (Kind.INTEGER, "nb de jours|nb jours|nombre de jours"
                     "|délai de règlement|délai règlement|payment days"),
    "payment_due_day": (Kind.TEXT, "jour de l échéance|jour échéance|jour d échéance"
                        "|due day"),
    "iban": (Kind.IBAN, "iban|code iban|n iban"),
    "bic": (Kind.BIC, "bic|swift|code bic|bic swift"),
    "bank_country_id": (Kind.CODE, "code pays|pays banque|bank country"),
    "invoice_currency_id": (Kind.CODE, "code monnaie|monnaie|devise|currency"),
    "periodicity_id": (Kind.CODE, "périodicité|periodicity"),
    "delivery_grouping_id": (Kind.CODE, "regroupement bl|delivery grouping"),
    "order_grouping_id": (Kind.CODE, "regroupement cde|regroupement commande"
                          "|order grouping"),
    "statement_id": (Kind.CODE, "edition relevé|édition relevé|relevé|statement"),
    "delivery_authorization_id": (Kind.CODE, "autorisation bl"
                                  "|delivery authorization"),
    "fixed_fee_id": (Kind.CODE, "frais fixes|frais fixe|fixed fees"),
    "reference_required_id": (Kind.CODE, "référence client obligatoire"
                              "|réf obligatoire|reference required"),
    "invoicing_type_id": (Kind.CODE, "type de facturation|type facturation"
                          "|invoicing type"),
    "invoice_edition_id": (Kind.CODE, "type édition facture|édition facture"
                           "|invoice printing type"),
}  # fmt: skip

_PARENTS = {"subcategory_code_id": "category_code_id"}
# Longest texts that are not columns of annexe 2.
_LIMITS = {"ref": 64, "client_code": 30, "zip": 24}


def _partner_targets() -> tuple[Target, ...]:
    sheet = {field.name: field for field in SHEET}
    groups = (
        (Group.IDENTITY, _IDENTITY),
        (Group.PLACE, _PLACE),
        (Group.CONTACT, _CONTACT),
        (Group.SALES, _SALES),
        (Group.INVOICING, _INVOICING),
    )
    return tuple(
        Target(
            name=name,
            kind=kind,
            group=group,
            limit=sheet[name].length if name in sheet else _LIMITS.get(name),
            aliases=(
                *((sheet[name].column,) if name in sheet else ()),
                *aliases.split("|"),
            ),
            parent=_PARENTS.get(name, ""),
        )
        for group, specification in groups
        for name, (kind, aliases) in specification.items()
    )


PARTNER_TARGETS = _partner_targets()

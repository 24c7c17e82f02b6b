"""Electronic invoicing addresses, where Odoo's module for them is installed."""

import sys

from ....engine.identifiers import is_plain_siret

MODULE = "odoo.addons.account_edi_ubl_cii.models.res_partner"
_SIRET = "0009"


def endpoints(batch):
    """(scheme, address) of each client, by the countries' usual identifiers."""
    module = sys.modules[MODULE]
    schemes, addresses = batch["peppol_eas"][:], batch["peppol_endpoint"][:]
    partner = batch.setting.partner
    rows = zip(
        batch["country_id"], batch["vat"], batch["company_registry"], strict=True
    )
    for index, (country, vat, registry) in enumerate(rows):
        mapping = module.EAS_MAPPING.get(batch.setting.countries.get(country))
        scheme = schemes[index]
        address = module.sanitize_peppol_endpoint(addresses[index], scheme)
        if mapping:
            if not registry and vat and batch.setting.countries[country] == "BE":
                registry = vat.removeprefix("BE") if vat.isalnum() else vat
            valid = _valid(
                module, partner, mapping, {"vat": vat, "company_registry": registry}
            )
            if scheme not in mapping:
                scheme = next(iter(valid), next(iter(mapping)))
            address = valid.get(scheme, address)
        schemes[index], addresses[index] = scheme, address or None
    return schemes, addresses


def _valid(module, partner, mapping, values):
    """Addresses by scheme, for the schemes that the client has a valid one of."""
    found = {}
    for scheme, name in mapping.items():
        value = module.sanitize_peppol_endpoint(values.get(name), scheme)
        if not value:
            continue
        is_right = scheme == _SIRET and is_plain_siret(value)
        if is_right or not partner._build_error_peppol_endpoint(scheme, value):
            found[scheme] = value
    return found

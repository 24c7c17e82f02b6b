"""Run inside Odoo's shell: a French company, euros, French users."""


def localise(env):
    euro = env.ref("base.EUR")
    euro.active = True
    env.company.write(
        {"country_id": env.ref("base.fr").id, "currency_id": euro.id},
    )
    french = {"lang": "fr_FR", "tz": "Europe/Paris"}
    if "iap_enrich_auto_done" in env.company._fields:
        # Else the administrator's first login asks a service on the internet.
        env.company.iap_enrich_auto_done = True
    enrichment = env.ref("crm_iap_enrich.ir_cron_lead_enrichment", False)
    if enrichment:
        # Else each new opportunity's address is sent to that service.
        enrichment.active = False
    env["ir.config_parameter"].set_param("crm.iap.lead.enrich.setting", "manual")
    env.company.partner_id.write(french)
    env.ref("base.user_admin").write(french)
    for name, value in french.items():
        env["ir.default"].set("res.partner", name, value)
    # The web client's files are compiled once, for every copy of this database.
    env["ir.qweb"]._pregenerate_assets_bundles()
    env.cr.commit()


localise(env)  # noqa: F821 - the shell's own variable

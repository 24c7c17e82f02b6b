"""Run inside Odoo's shell: a database as Odoo's own tests expect it, in English."""


def prepare(env):
    env["res.lang"]._activate_lang("en_US")
    partners = env["res.partner"].with_context(active_test=False)
    partners.search([("lang", "!=", "en_US")]).lang = "en_US"
    env["ir.default"].search([("field_id.name", "=", "lang")]).unlink()
    env.cr.commit()


prepare(env)  # noqa: F821 - the shell's own variable

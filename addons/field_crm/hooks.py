from odoo.tools import SQL


def uninstall_hook(env):
    """Take back the indexes on columns of another add-on, which stay with it."""
    for side in ("left", "right"):
        index = SQL.identifier(f"res_partner_relation__{side}_partner_id_index")
        env.cr.execute(SQL("DROP INDEX IF EXISTS %s", index))

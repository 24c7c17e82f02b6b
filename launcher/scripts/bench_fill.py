"""Run inside Odoo's shell: fill a database with partners and visits.

`FIELDCRM_SCRIPT`: {"partners": number, "visits": number, "seed": number}.
"""

import json
import os

from odoo import fields
from odoo.fields import Command

from odoo.addons.field_crm.tests.large.base import LargeBase


def fill(env, partners, visits, seed):
    large = LargeBase(env, partners, visits, fields.Date.today(), seed=seed)
    large.fill()
    for role in ("manager", "accountant"):
        group = env.ref(f"field_crm.group_field_{role}")
        env["res.users"].with_context(no_reset_password=True).create(
            {
                "name": role.capitalize(),
                "login": f"large_{role}",
                "email": f"large_{role}@field.example",
                "group_ids": [Command.set(group.ids)],
            }
        )
    env["ir.config_parameter"].set_param("bench.client", large.busy_client.id)
    env.cr.commit()


fill(env, **json.loads(os.environ["FIELDCRM_SCRIPT"]))  # noqa: F821

"""Run inside Odoo's shell: load the demo data of our add-ons, all or nothing.

`FIELDCRM_SCRIPT` names them: {"addons": [...]}, each after those it depends on. What
it holds besides reaches the demo data in the context, such as where winpneu is.
"""

import json
import os

from odoo.modules.module import Manifest
from odoo.tools.convert import convert_file


def load_demo(env, addons, **known):
    env = env(context={**env.context, **{f"demo_{k}": v for k, v in known.items()}})
    for addon in addons:
        idref = {}
        for filename in Manifest.for_addon(addon)["demo"]:
            convert_file(env, addon, filename, idref, mode="init", noupdate=True)
    # The accounts, requests and opinions are made up: nobody waits for their mails.
    waiting = env["mail.mail"].search([("state", "in", ("outgoing", "exception"))])
    waiting.write({"state": "cancel"})
    env.flush_all()
    env.cr.commit()


load_demo(env, **json.loads(os.environ["FIELDCRM_SCRIPT"]))  # noqa: F821

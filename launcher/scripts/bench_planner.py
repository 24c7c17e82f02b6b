"""Run inside Odoo's shell: a plan whose tours a planner changes by hand.

`FIELDCRM_SCRIPT`: {"reps", "clients", "seconds": of the search, "password", "answer":
path of the file to write}.
"""

import json
import os
import random
from datetime import timedelta
from pathlib import Path

from odoo import fields
from odoo.fields import Command

from odoo.addons.queue_job.job import Job

LOGIN = "bench_planner"
RENNES = (48.11, -1.68)
SEED = 20261122


def make_resources(env, reps):
    """Reps who leave from an agency in the middle."""
    depot = env["res.partner"].create(
        {
            "name": "Agence de Rennes",
            "partner_latitude": RENNES[0],
            "partner_longitude": RENNES[1],
        }
    )
    users = env["res.users"].with_context(no_reset_password=True)
    rep = env.ref("field_crm.group_field_rep")
    return env["field.resource"].create(
        [
            {
                "user_id": users.create(
                    {
                        "name": f"Commercial {number + 1}",
                        "login": f"bench_rep_{number}",
                        "group_ids": [Command.set(rep.ids)],
                    }
                ).id,
                "start_id": depot.id,
            }
            for number in range(reps)
        ]
    )


def make_clients(env, count):
    """Clients within some forty kilometres of the agency."""
    chance = random.Random(SEED)
    return env["res.partner"].create(
        [
            {
                "name": f"Garage {number}",
                "field_status": "client",
                "partner_latitude": chance.gauss(RENNES[0], 0.2),
                "partner_longitude": chance.gauss(RENNES[1], 0.3),
            }
            for number in range(count)
        ]
    )


def make_planner(env, password):
    groups = env.ref("field_crm.group_field_manager")
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": "Planificatrice",
                "login": LOGIN,
                "password": password,
                "lang": "fr_FR",
                "tz": "Europe/Paris",
                "group_ids": [Command.set(groups.ids)],
            }
        )
    )


def make_plan(env, reps, clients, seconds, password):
    """Two weeks from next Monday."""
    resources = make_resources(env, reps)
    partners = make_clients(env, clients)
    planner = make_planner(env, password)
    env.cr.commit()
    action = partners.with_user(planner).action_optimise()
    plan = env["field.tour.plan"].with_user(planner).browse(action["res_id"])
    today = fields.Date.today()
    monday = today + timedelta(days=7 - today.weekday())
    plan.write(
        {
            "date_from": monday,
            "date_to": monday + timedelta(days=11),
            "seconds": seconds,
            "resource_ids": [Command.set(resources.ids)],
        }
    )
    plan.action_compute()
    env.cr.commit()
    for job in env["queue.job"].search([("state", "=", "pending")]):
        Job.load(env, job.uuid).perform()
    env.cr.commit()
    env.invalidate_all()
    if plan.state != "computed":
        raise SystemExit(f"the search has failed: {plan.work_id.error}")
    return plan


def main(env, answer, **arguments):
    plan = make_plan(env, **arguments)
    found = {
        "plan": plan.id,
        "login": LOGIN,
        "visits": len(plan.stop_ids.filtered("tour_id")),
        "tours": len(plan.tour_ids.filtered("stop_ids")),
    }
    Path(answer).write_text(json.dumps(found))


main(env, **json.loads(os.environ["FIELDCRM_SCRIPT"]))  # noqa: F821

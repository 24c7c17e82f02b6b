"""Run inside Odoo's shell: time the calls of the web client, for each role.

`FIELDCRM_SCRIPT`: {"repeats": number, "answer": path of the file to write}. The answer
is {measure: {role: {"median": ms, "p95": ms, "queries": number}}}.
"""

import json
import os
import statistics
import time
from pathlib import Path

from odoo import SUPERUSER_ID, fields
from odoo.api import Environment
from odoo.tools import json_default

from odoo.addons.field_crm.models.visit.states import DONE_STATES
from odoo.addons.field_crm.tests.large.web_client import Call, Screen

LOGINS = {
    "rep": "large01",
    "accountant": "large_accountant",
    "manager": "large_manager",
}
# Who sees statistics: a rep the own ones, a manager those of all.
STATISTICS = {"rep": "stats_rep", "manager": "stats"}
CLIENTS = "field_crm.action_res_partner_client"
PLAIN = "contacts.action_contacts"
NAME, REFERENCE, CODE, ALIAS, WILDCARD = (
    "lemoine", "L012345", "GX01234", "ex morvan", "gar*goff"
)  # fmt: skip


def calls(env, client):
    """What is measured, by name: ours, then Odoo's own for comparison."""
    clients, plain = Screen(env, CLIENTS), Screen(env, PLAIN)
    history = Screen(
        env, "field_crm.action_field_visit_history", [("partner_id", "=", client)]
    )
    return {
        "list": clients.open_list(),
        "search name": clients.search(NAME),
        "search reference": clients.search(REFERENCE),
        "search code": clients.search(CODE),
        "search internal name": clients.search(ALIAS),
        "search wildcard": clients.search(WILDCARD),
        "search nothing": clients.search("qwxyz"),
        "search many2one": name_search(NAME),
        "form": clients.open_form(client),
        "form visits": history.open_list(),
        "home revisit": home("revisit", status="client"),
        "home last visit": home("last_visit", status="client"),
        "home never": home("never", status="client"),
        "home both": home("revisit"),
        "home own": home("last_visit", status="client", user_id=env.uid),
        "home search": home("last_visit", status="client", text=NAME),
        "plain list": plain.open_list(),
        "plain search": plain.search(NAME),
        "plain form": plain.open_form(client),
    }


def statistics_calls(env, role):
    """The page of the statistics, and Odoo's own grouping of the same visits."""
    if role not in STATISTICS:
        return {}
    name = STATISTICS[role]
    year = fields.Date.context_today(env["field.visit"]).year
    visits = [
        ("state", "in", DONE_STATES),
        ("date", ">=", f"{year - 1}-01-01"),
        ("date", "<", f"{year + 1}-01-01"),
    ]
    if role == "rep":
        visits.append(("user_id", "=", env.uid))
    return {
        name: Call("field.statistics", "get_page", (), {}),
        f"plain {name}": Call(
            "field.visit",
            "formatted_read_group",
            (visits, ["date:month", "partner_id.price_grid_id"], ["__count"]),
            {},
        ),
    }


def home(table, **filters):
    return Call("res.partner", "get_home_table", (table, filters), {})


def name_search(text):
    return Call("res.partner", "name_search", (text,), {"limit": 8})


def measure(registry, uid, context, call, repeats):
    """Time a call as often as asked, each time as a request of its own, warm."""
    times, queries = [], 0
    for number in range(repeats + 2):
        with registry.cursor() as cr:
            started = time.perf_counter()
            answer = call.on(Environment(cr, uid, context))
            json.dumps(answer, default=json_default)
            spent = time.perf_counter() - started
            queries = cr.sql_log_count
            cr.rollback()
        if number > 1:
            times.append(spent * 1000)
    return {
        "median": round(statistics.median(times), 1),
        "p95": round(statistics.quantiles(times, n=20)[-1], 1),
        "queries": queries,
    }


def run(env, repeats, answer):
    users = env["res.users"].search([("login", "in", list(LOGINS.values()))])
    client = int(env["ir.config_parameter"].get_param("bench.client"))
    found = {}
    for role, login in LOGINS.items():
        user = users.filtered(lambda one, login=login: one.login == login)
        context = {
            "lang": "fr_FR",
            "tz": "Europe/Paris",
            "uid": user.id,
            "allowed_company_ids": user.company_ids.ids,
        }
        with env.registry.cursor() as cr:
            reader = Environment(cr, user.id, context)
            made = {**calls(reader, client), **statistics_calls(reader, role)}
        for name, call in made.items():
            found.setdefault(name, {})[role] = measure(
                env.registry, user.id, context, call, repeats
            )
    assert env.uid == SUPERUSER_ID
    Path(answer).write_text(json.dumps(found))


run(env, **json.loads(os.environ["FIELDCRM_SCRIPT"]))  # noqa: F821

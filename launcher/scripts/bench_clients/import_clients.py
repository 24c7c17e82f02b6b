"""100,000 rows of 20 columns: read, checked, written and put on the map.

The peer is Odoo's own `load()` of the same rows, already read and converted for it, in
its best batch, timed before and after: its best time counts. Both leave the same
records, which is looked at column by column.

`import_mb` adds the process that reads the file to what the server grows by.
"""

import gc
import time

import _client_file
import _memory

from odoo.addons.field_crm.engine.importer import (
    Action,
    Options,
    Planner,
    Summary,
    read_table,
)
from odoo.addons.field_crm.models.exchange.field_client_orm_mixin import QUIET

ROWS = 100_000
SAMPLE = 2_000
BATCHES = (500, 2_000)
# Differ from one record, or one moment, to the other.
_OWN = {"id", "commercial_partner_id", "write_uid", "write_date", "create_date"}
_CLOCKS = {"geo_date", "last_movement_date", "calendar_last_notif_ack"}


class _Unwanted(Exception):
    """Takes back what was written."""


def measure(env, repeats):
    user = env["res.users"].search([("login", "=", "large_accountant")])
    reps = env["res.users"].search([("login", "=like", "large0%")]).mapped("login")
    sectors = env["field.sector"].search([]).mapped("name")
    env = env(user=user.id, context={"lang": "fr_FR", "tz": "Europe/Paris"})
    small = _client_file.workbook(_client_file.rows(100, reps, sectors, "S"))
    content = _client_file.workbook(_client_file.rows(ROWS, reps, sectors))
    gc.collect()
    # Whatever is read once for each server is not the import's.
    Import(env, small).rolled_back(lambda run: run.import_file())
    load = Import(env, content).load_rate()
    first, again, ours = Import(env, content).rolled_back(
        lambda run: (run.import_file(), run.import_file(), run.stored())
    )
    theirs = Import(env, content).rolled_back(lambda run: run.load_and_store())
    load = max(load, Import(env, content).load_rate())
    return {
        "import_ratio": round(first["rate"] / load, 1),
        "reimport_ratio": round(again["rate"] / load, 1),
        "import_mb": round(max(first["mb"], again["mb"])),
        "details": {
            "load() rows/s": round(load),
            "import": first,
            "import again": again,
            "columns that differ from load()": differing(ours, theirs),
        },
    }


class Import:
    """The whole way of a file, as the job of the import goes it."""

    def __init__(self, env, content):
        self.env = env
        self.content = content

    def rolled_back(self, call):
        """What a call gives; what it writes is taken back."""
        try:
            with self.env.cr.savepoint():
                result = call(self)
                raise _Unwanted
        except _Unwanted:
            self.env.invalidate_all(flush=False)
        gc.collect()
        return result

    def import_file(self):
        summary, stages = Summary(), {}
        with _memory.peak() as memory:
            start = time.perf_counter()
            table = read_table(self.content, "Clients")
            stages["read"] = time.perf_counter() - start

            def counted():
                for plan in self.plans(table):
                    summary.add(plan)
                    yield plan

            self.env["field.client.writer"]._write_plans(counted())
            self.env.flush_all()
            seconds = time.perf_counter() - start
        return {
            "rate": round(len(table.rows) / seconds),
            "seconds": round(seconds, 1),
            "reading": round(stages["read"], 1),
            "mb": round(memory["mb"] + memory["reader_mb"]),
            "of the reader": round(memory["reader_mb"]),
            **{action.value: count for action, count in summary.actions.items()},
        }

    def plans(self, table):
        catalogue = self.env["field.import.catalogue"]
        targets = {target.name: target for target in catalogue._get_targets()}
        fields = _client_file.COLUMNS
        mapping = {
            column.index: targets[fields[column.header]] for column in table.columns
        }
        names = [target.name for target in mapping.values()]
        return Planner(
            mapping,
            catalogue._get_reference(),
            lambda keys: catalogue._get_existing(keys, names),
            Options(),
            known=catalogue._find_known,
        ).plan(table.rows)

    # ------------------------------------------------------------------
    # Odoo's own
    # ------------------------------------------------------------------

    def load_rate(self):
        """Rows a second, in the best batch."""
        return max(
            self.rolled_back(lambda run, size=size: run.load(size)) for size in BATCHES
        )

    def load(self, size):
        Partner = self.env["res.partner"].with_context(**QUIET)
        names, rows = self.converted()
        start = time.perf_counter()
        for first in range(0, len(rows), size):
            result = Partner.load(names, rows[first : first + size])
            assert result["ids"], result["messages"][:3]
            self.env.flush_all()
        return len(rows) / (time.perf_counter() - start)

    def converted(self):
        """The rows as `load()` takes them most quickly: identifiers for relations."""
        Partner = self.env["res.partner"]
        defaults = self.env["field.client.writer"]._get_defaults()
        plans = []
        for plan in self.plans(read_table(self.content, "Clients")):
            assert plan.action is Action.CREATE, plan
            plans.append(plan)
            if len(plans) == SAMPLE:
                break
        rows = [{**defaults, **plan.values} for plan in plans]
        names = sorted({name for row in rows for name in row})
        headers = [
            f"{name}/.id" if Partner._fields[name].type == "many2one" else name
            for name in names
        ]
        return headers, [
            ["" if row.get(name) in (None, False) else str(row[name]) for name in names]
            for row in rows
        ]

    def load_and_store(self):
        self.load(SAMPLE)
        return self.stored()

    def stored(self):
        """All columns of the sample, by reference."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT to_jsonb(partner) FROM res_partner AS partner
             WHERE ref >= 'B000000' AND ref < %s
            """,
            [f"B{SAMPLE:06}"],
        )
        return {row["ref"]: row for (row,) in self.env.cr.fetchall()}


def differing(ours, theirs):
    """Names of the columns that differ in any record; must be none."""
    assert len(ours) == len(theirs) == SAMPLE, (len(ours), len(theirs))
    return sorted(
        {
            name
            for ref, row in ours.items()
            for name, value in row.items()
            if name not in _OWN | _CLOCKS and value != theirs[ref][name]
        }
    )

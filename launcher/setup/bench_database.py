"""The benchmark's database: a large base, filled once for each schema.

Filling takes minutes, so the database is kept. When the add-ons change without changing
the tables it is updated, as an installation would be.
"""

import hashlib
import json

from .databases import tree_fingerprint

NAME = "bench"
GENERATOR = "field_crm/tests/large"
SIZE = {"partners": 100_000, "visits": 1_000_000, "seed": 1}
SCHEMA = """
SELECT table_name || ' ' || column_name || ' ' || data_type
FROM information_schema.columns
WHERE table_schema = 'public'
    AND (table_name = 'res_partner' OR starts_with(table_name, 'field_'))
UNION ALL
SELECT indexdef FROM pg_indexes
WHERE schemaname = 'public'
    AND (tablename = 'res_partner' OR starts_with(tablename, 'field_'))
ORDER BY 1
"""


class BenchDatabase:
    """Knows what the benchmark's database was made from."""

    def __init__(self, context, databases):
        self.context = context
        self.databases = databases
        self.database = databases.get(NAME)
        self.note = self.database.data / "made-from.json"

    def ensure(self):
        """The database, filled and up to date with the checkout."""
        template = self.databases.product_template()
        wanted = self._wanted(template)
        known = self._known() if self.databases.exists(self.database) else {}
        if known.get("data") != wanted["data"]:
            self._make(template)
        elif known != wanted:
            with self.context.console.step("Benchmark's database, update") as step:
                ours = sorted(self.databases.addons)
                self.databases.install(self.database, (), step, update=ours)
        else:
            self.context.console.skipped("Benchmark's database")
        self.note.write_text(json.dumps(wanted))
        return self.database

    def _make(self, template):
        with self.context.console.step("Benchmark's database") as step:
            step.note = "{partners:,} partners, {visits:,} visits".format(**SIZE)
            draft = self.databases.copy(template, "draft_" + NAME)
            draft.log.unlink(missing_ok=True)
            self.databases.run_script(draft, "bench_fill", step, **SIZE)
            self.databases.drop(self.database)
            self.databases.rename(draft, self.database)
        self.databases.server.query("VACUUM ANALYZE", self.database.name)

    def _wanted(self, template):
        rows = self.databases.server.query(SCHEMA, template.name)
        generator = hashlib.sha256()
        for path in sorted((self.context.addons / GENERATOR).glob("*.py")):
            if path.name != "web_client.py":
                generator.update(path.read_bytes())
        return {
            "data": self.databases.fingerprint(
                self.databases.base_fingerprint(), rows, generator.hexdigest(), SIZE
            ),
            "addons": tree_fingerprint(self.context),
        }

    def _known(self):
        try:
            return json.loads(self.note.read_text())
        except (OSError, ValueError):
            return {}

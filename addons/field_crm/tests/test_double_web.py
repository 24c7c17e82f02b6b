import random

from psycopg2 import Error

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import FieldCrmCase
from .our_models import Maker, our_models

# What a merge writes of itself: its trace, its note, the former names.
_TRACE = {
    "bus_bus",
    "field_double",
    "field_merge",
    "field_merge_res_partner_rel",
    "field_partner_alias",
    "mail_mail",
    "mail_message",
    "mail_notification",
}
# What is no link of a client, or is drawn by other means.
_APART = {"field_partner_alias", "res_company", "res_partner", "res_users"}
# Who changed a row when; a phone that was offline follows these.
_LOG = {"write_uid", "write_date"}


@tagged("post_install", "-at_install")
class TestDoubleWeb(FieldCrmCase):
    """Whatever can point to a partner: merged, nothing is lost; undone, all is back.

    The web is drawn by chance over every foreign key of the database, those of add-ons
    that are installed later included.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.links = cls.env["field.merge.links"]
        cls._fill_tables()

    @classmethod
    def _fill_tables(cls):
        """At least one row in every table that can point to a partner."""
        maker = Maker(cls)
        for model in our_models(cls.env):
            records = cls.env[model].sudo()
            if records._transient or not records._auto or records.search([], limit=1):
                continue
            try:
                with cls.env.cr.savepoint():
                    maker.make(model)
            except Exception:
                # Not every model can be made without its story; others fill its table.
                cls.env.invalidate_all()
        cls.env["crm.lead"].create({"name": "Piste", "partner_id": cls.client.id})
        cls.env["sale.order"].create({"partner_id": cls.client.id})
        cls.env["calendar.event"].create(
            {"name": "RDV", "partner_ids": [(6, 0, cls.client.ids)]}
        )
        cls.client.message_post(body="x")
        cls.client.activity_schedule("mail.mail_activity_data_todo")
        cls.client.message_subscribe(cls.colleague.partner_id.ids)
        cls.env["res.partner.bank"].create(
            {"acc_number": "1234", "partner_id": cls.client.id}
        )
        cls.env.flush_all()
        for link in cls.links._get_links():
            if link.kind == "key":
                cls._fill_table(link.table)

    @classmethod
    def _fill_table(cls, table):
        """A row in an empty table, with what its columns must have."""
        cr = cls.env.cr
        cr.execute(SQL("SELECT 1 FROM %s LIMIT 1", SQL.identifier(table)))
        if cr.rowcount:
            return
        cr.execute(
            """
            SELECT col.attname, format_type(col.atttypid, NULL), target.relname
            FROM pg_attribute col
            LEFT JOIN pg_constraint con ON con.conrelid = col.attrelid
                AND con.contype = 'f' AND con.conkey = ARRAY[col.attnum]
            LEFT JOIN pg_class target ON target.oid = con.confrelid
            WHERE col.attrelid = %s::regclass AND col.attnum > 0 AND col.attnotnull
                AND NOT col.attisdropped AND NOT col.atthasdef
            """,
            [f'"{table}"'],
        )
        values = {
            name: cls._any_value(kind, target) for name, kind, target in cr.fetchall()
        }
        try:
            with cr.savepoint(), mute_logger("odoo.sql_db"):
                cr.execute(
                    SQL(
                        "INSERT INTO %s (%s) VALUES (%s)",
                        SQL.identifier(table),
                        SQL(", ").join(map(SQL.identifier, values)),
                        SQL(", ").join(SQL("%s", value) for value in values.values()),
                    )
                )
        except Error:
            # Rules of its own: another test's business, and counted as not reached.
            cls.env.invalidate_all()

    @classmethod
    def _any_value(cls, kind, target):
        if target:
            cls.env.cr.execute(SQL("SELECT min(id) FROM %s", SQL.identifier(target)))
            return cls.env.cr.fetchone()[0]
        if kind in ("integer", "bigint", "numeric", "double precision"):
            return 1
        if kind == "boolean":
            return False
        if kind == "jsonb":
            return '{"en_US": "x"}'
        if kind == "date" or kind.startswith("timestamp"):
            return "2026-01-01"
        return "x"

    def _make_partners(self, draw, prefix="W"):
        """Records to merge, with people, and with what only the ORM makes."""
        partners = self.env["res.partner"].create(
            [
                {
                    "name": f"Web {number}",
                    "field_status": "client",
                    "ref": f"{prefix}-{number}",
                    "company_registry": str(draw.randint(1, 9)),
                    "zip": f"3500{number}",
                    "child_ids": [
                        (0, 0, {"name": f"Personne {number}", "is_main_contact": True})
                    ],
                    "category_id": [
                        (0, 0, {"name": f"Label {number} {draw.random()}"})
                    ],
                    "opening_hour_ids": [
                        (
                            0,
                            0,
                            {"dayofweek": "1", "hour_from": 8 + number, "hour_to": 12},
                        )
                    ],
                }
                for number in range(draw.choice((2, 3)))
            ]
        )
        for partner in partners:
            partner.message_post(body="Bonjour")
            partner.message_subscribe(self.colleague.partner_id.ids)
            partner.activity_schedule("mail.mail_activity_data_todo")
            self.env["field.visit"].create({"partner_id": partner.id})
            self.env["ir.attachment"].create(
                {
                    "name": "f",
                    "raw": b"f",
                    "res_model": "res.partner",
                    "res_id": partner.id,
                }
            )
        self.env.flush_all()
        return partners

    def _draw_web(self, partners, draw):
        """Point what points to a partner to one of these; {(table, column): rows}."""
        covered = {}
        for link in self.links._get_links():
            if link.kind != "key" or link.table in _APART:
                continue
            rows = self._some_rows(link)
            for row in rows:
                target = draw.choice(partners.ids)
                try:
                    with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                        self.env.cr.execute(
                            SQL(
                                "UPDATE %s SET %s = %s WHERE ctid = %s",
                                SQL.identifier(link.table),
                                SQL.identifier(link.column),
                                target,
                                row,
                            )
                        )
                        covered[link.table, link.column] = True
                except Error:
                    continue
        self.env.invalidate_all()
        return covered

    def _some_rows(self, link):
        self.env.cr.execute(
            SQL("SELECT ctid FROM %s LIMIT 3", SQL.identifier(link.table))
        )
        return [row for (row,) in self.env.cr.fetchall()]

    # ------------------------------------------------------------------
    # Dump
    # ------------------------------------------------------------------

    def _tables(self):
        self.env.cr.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        )
        return sorted({table for (table,) in self.env.cr.fetchall()} - _TRACE)

    def _dump(self, tables):
        """{table: sorted rows as text}, without who changed them when."""
        dump = {}
        for table in tables:
            self.env.cr.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass "
                "AND attnum > 0 AND NOT attisdropped",
                [f'"{table}"'],
            )
            columns = sorted({name for (name,) in self.env.cr.fetchall()} - _LOG)
            self.env.cr.execute(
                SQL(
                    "SELECT ROW(%s)::text FROM %s ORDER BY 1",
                    SQL(", ").join(map(SQL.identifier, columns)),
                    SQL.identifier(table),
                )
            )
            dump[table] = [row for (row,) in self.env.cr.fetchall()]
        return dump

    def _counts(self, tables):
        counts = {}
        for table in tables:
            self.env.cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
            counts[table] = self.env.cr.fetchone()[0]
        return counts

    def test_nothing_is_lost_and_all_comes_back(self):
        """S1-14 … S1-18: for webs drawn by chance, over every table there is."""
        merges = self.env["field.merge"].with_user(self.admin)
        covered = {}
        for seed in range(8):
            draw = random.Random(seed)
            with self.subTest(seed=seed):
                partners = self._make_partners(draw, f"W{seed}")
                covered.update(self._draw_web(partners, draw))
                self._check_round_trip(merges, partners, draw)
        links = {
            (link.table, link.column)
            for link in self.links._get_links()
            if link.kind == "key" and link.table not in _APART
        }
        missed = {link for link in links - covered.keys() if self._has_rows(link[0])}
        self.assertFalse(missed, "tables with rows that no web has reached")
        self.assertGreater(
            len(covered), 0.8 * len(links), sorted(links - covered.keys())
        )

    def _has_rows(self, table):
        self.env.cr.execute(SQL("SELECT 1 FROM %s LIMIT 1", SQL.identifier(table)))
        return bool(self.env.cr.rowcount)

    def _check_round_trip(self, merges, partners, draw):
        tables = self._tables()
        before, counts = self._dump(tables), self._counts(tables)
        survivor = draw.choice(list(partners))
        comparison = merges.compare(partners.ids)
        self.assertFalse(comparison["obstacles"])
        choices = {
            row["key"]: draw.choice(partners.ids)
            for row in comparison["rows"]
            if draw.random() < 0.5
        }
        merge = merges.browse(merges.merge(partners.ids, survivor.id, choices))
        self.env.flush_all()
        self.assertEqual(self._counts(tables), counts, "rows got lost or were made")
        self._check_links_left(partners - survivor, survivor)
        merge.action_undo()
        self.env.flush_all()
        self.assertFalse(merge.conflict_text)
        after = self._dump(tables)
        for table in tables:
            self.assertEqual(before[table], after[table], table)

    def _check_links_left(self, sources, survivor):
        """What still points to a source is what the survivor has the like of."""
        for link in self.links._get_links():
            if link.kind != "key" or link.table == "res_partner":
                continue
            self.env.cr.execute(
                SQL(
                    "SELECT count(*) FROM %s WHERE %s = ANY(%s)",
                    SQL.identifier(link.table),
                    SQL.identifier(link.column),
                    sources.ids,
                )
            )
            left = self.env.cr.fetchone()[0]
            if not left or link.table == "res_partner_relation":
                # A relation of two records that are one now stays between them.
                continue
            self.env.cr.execute(
                SQL(
                    "SELECT count(*) FROM %s WHERE %s = %s",
                    SQL.identifier(link.table),
                    SQL.identifier(link.column),
                    survivor.id,
                )
            )
            twins = self.env.cr.fetchone()[0]
            self.assertTrue(twins, f"{link.table}.{link.column} was left behind")

    def test_links_without_a_foreign_key(self):
        """S1-18: own fields, references and defaults that hold a partner."""
        draw = random.Random(0)
        partners = self._make_partners(draw)
        survivor, source = partners[:2]
        group = self.env["field.contact.group"].create(
            {
                "name": "Avec contact",
                "properties_definition": [
                    {
                        "name": "a1b2c3d4e5f60718",
                        "string": "Bureau d'études",
                        "type": "many2one",
                        "comodel": "res.partner",
                    },
                    {
                        "name": "b1b2c3d4e5f60718",
                        "string": "Sous-traitants",
                        "type": "many2many",
                        "comodel": "res.partner",
                    },
                ],
            }
        )
        holder = self.env["res.partner"].create(
            {"name": "Porteur", "field_status": "client", "contact_group_id": group.id}
        )
        holder.group_properties = {
            "a1b2c3d4e5f60718": source.id,
            "b1b2c3d4e5f60718": [source.id, self.client.id],
        }
        self.env["ir.default"].set("crm.lead", "partner_id", source.id)
        self.env.flush_all()
        merges = self.env["field.merge"].with_user(self.admin)
        merge = merges.browse(merges.merge([survivor.id, source.id], survivor.id))
        self.env.invalidate_all()
        values = holder.group_properties._values
        self.assertEqual(values["a1b2c3d4e5f60718"], survivor.id)
        self.assertEqual(values["b1b2c3d4e5f60718"], [survivor.id, self.client.id])
        defaults = self.env["ir.default"]._get_model_defaults("crm.lead")
        self.assertEqual(defaults["partner_id"], survivor.id)
        merge.action_undo()
        self.env.invalidate_all()
        values = holder.group_properties._values
        self.assertEqual(values["a1b2c3d4e5f60718"], source.id)
        self.assertEqual(values["b1b2c3d4e5f60718"], [source.id, self.client.id])

"""The set-based writer stores what the ORM would have stored, column by column."""

import random
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..engine.importer import Action, RowPlan
from ..models.exchange.field_client_orm_mixin import QUIET
from ..models.exchange.writing import run
from ..models.exchange.writing.insertion import Insertion
from ..models.exchange.writing.shape import PLAIN, shape_of
from .common import BIC, IBAN, SIRET, FieldCrmCase

# Columns that tell one record from another, or when it was written.
_OWN = ("id",)
_SELF = ("commercial_partner_id", "prospect_id")
_NAMES = (
    "Garage du Lac",
    "  Café  «L'Été» ",
    "شركة الاختبار",
    "Zoé 🚜 & Fils",
    "Back\\slash \\N",
    "Sté Œuvre & Cie",
    "SARL",
)


class _Unwanted(Exception):
    """Takes back what a test has written."""


@tagged("post_install", "-at_install")
class TestClientWriter(FieldCrmCase):
    """S0-33, S0-40: importing fast changes nothing of what is stored."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whether a clock ticks between two ways says nothing about them.
        cls.startClassPatcher(freeze_time("2026-11-23 10:11:12"))
        env = cls.env
        cls.Writer = env["field.client.writer"].with_user(cls.accountant)
        category = env["field.client.category"].create({"code": "ZZ1", "name": "Zed"})
        other = env["field.client.category"].create({"code": "ZZ2", "name": "Zett"})
        subcategories = env["field.client.subcategory"].create(
            [
                {"code": "S1", "name": "One", "category_id": category.id},
                {"code": "S2", "name": "Two", "category_id": other.id},
            ]
        )
        cls.park_type = env["field.park.type"].create({"name": "Tracteurs"})
        cls.own = env["field.own.list"].with_user(cls.accountant)
        cls.own_name = cls.own._add("Activité 2020", "integer")
        cls.own_date = cls.own._add("Depuis", "date")
        cls.pool = {
            "name": _NAMES,
            "field_status": ("client", "prospect"),
            "client_code": ("GX1", "GX2"),
            "category_code_id": (category.id, other.id),
            "subcategory_code_id": tuple(subcategories.ids),
            "company_registry": (SIRET, "12", "80295478500028"),
            "vat": ("FR40303265045", "BE0477472701", "pas de TVA"),
            "ape_code": ("4520A",),
            "company_creation_date": (date(1999, 12, 31),),
            "street": ("1 rue\tdes Lilas", "Le Bourg"),
            "street2": ("BP 12",),
            "street3": ("Zone",),
            "zip": ("35000", "01000", "2A004", "L-1234", "75012", "99999"),
            "department_code": ("35",),
            "city": ("Rennes", "ST ETIENNE CEDEX 2", "Nulle-Part", "Liège", "Lyon 3e"),
            "country_id": (env.ref("base.be").id, env.ref("base.fr").id),
            "partner_latitude": (48.1113, 0.0, -21.1150001),
            "partner_longitude": (-1.68, 0.0, 55.5363841),
            "phone": ("02 99 00 11 22", "0032 2 555 12 12", "+33299001122", "12"),
            "mobile": ("06.12.34.56.78", "0612345678 poste 3", "612345678"),
            "fax": ("02 99 00 11 23",),
            "email": (
                "Jean.Dupont@Example.COM",
                "a@b, c@d.fr",
                '"Zoé" <zoe@exemple.fr>',
                "rien",
            ),
            "attention_of": ("Mme « Été »",),
            "user_id": (cls.rep.id,),
            "sector_id": (cls.sector.id,),
            "agency_id": (cls.agency.id,),
            "revisit_date": (date(2027, 1, 2),),
            "revenue_current": (0.1, 123456.78, 0.0),
            "revenue_previous": (99.99,),
            "payment_mode_id": tuple(env["field.payment.mode"].search([]).ids),
            "payment_days": (0, 45),
            "payment_due_day": ("10",),
            "iban": (IBAN,),
            "bic": (BIC,),
            "bank_country_id": (env.ref("base.fr").id,),
            "price_grid_id": tuple(env["field.price.grid"].search([], limit=2).ids),
            f"park:{cls.park_type.id}": (0, 3),
            f"own_properties.{cls.own_name}": (7,),
            f"own_properties.{cls.own_date}": ("2020-01-31",),
        }

    # ------------------------------------------------------------------
    # Both ways
    # ------------------------------------------------------------------

    def _values(self, seed, chance):
        """Some values, at random but the same for the same seed."""
        source = random.Random(seed)
        return {
            name: source.choice(choices)
            for name, choices in self.pool.items()
            if choices and source.random() < chance
        }

    def _rows(self, count, chance=0.6):
        return [
            {"name": "Toujours", "field_status": "client", **self._values(each, chance)}
            | {"ref": f"W{each:04}"}
            for each in range(count)
        ]

    def _plans(self, rows, partners=None):
        return [
            RowPlan(
                row=number,
                action=Action.UPDATE if partners else Action.CREATE,
                key=row.get("ref", ""),
                record_id=partners[number] if partners else None,
                values=row,
            )
            for number, row in enumerate(rows)
        ]

    def _load(self, rows, ids=None):
        """The rows by Odoo's own import."""
        Partner = self.env["res.partner"].with_user(self.accountant)
        Partner = Partner.with_context(**QUIET)
        defaults = {} if ids else self.Writer._get_defaults()
        for number, row in enumerate(rows):
            park = {name: row[name] for name in row if name.startswith("park:")}
            vals = {
                name: str(value) if isinstance(value, date) else value
                for name, value in {**defaults, **row}.items()
                if name not in park and not name.startswith("own_properties.")
            }
            names = [
                f"{name}/.id" if Partner._fields[name].type == "many2one" else name
                for name in vals
            ]
            texts = [
                "" if each in (None, False) else str(each) for each in vals.values()
            ]
            if ids:
                names.append(".id")
                texts.append(str(ids[number]))
            result = Partner.load(names, [texts])
            self.assertFalse(
                [each for each in result["messages"] if each["type"] == "error"]
            )
            partner = Partner.browse(result["ids"])
            # Odoo's import knows neither.
            self._write_rest(partner, row, park)
        self.env.flush_all()

    def _write_rest(self, partner, row, park):
        for count in park.values():
            line = partner.park_line_ids
            if line:
                line.vehicle_count = count
            elif count:
                partner.park_line_ids = [
                    (0, 0, {"park_type_id": self.park_type.id, "vehicle_count": count})
                ]
        own = {
            name.removeprefix("own_properties."): value
            for name, value in row.items()
            if name.startswith("own_properties.")
        }
        if own:
            partner.own_properties = {**dict(partner.own_properties or {}), **own}

    def _stored_by(self, method, *args):
        """Everything stored about the clients after a call, which is taken back."""
        try:
            with self.env.cr.savepoint():
                method(*args)
                self.env.flush_all()
                outcome = self._read()
                raise _Unwanted
        except _Unwanted:
            self.env.invalidate_all(flush=False)
        return outcome

    def _read(self):
        self.env.cr.execute(
            "SELECT to_jsonb(p) FROM res_partner AS p WHERE ref LIKE 'W%' ORDER BY ref"
        )
        partners = {}
        for (row,) in self.env.cr.fetchall():
            for name in _SELF:
                row[name] = "itself" if row[name] == row["id"] else row[name]
            partners[row.pop("id")] = row
        found = {}
        self.env.cr.execute(
            "SELECT to_jsonb(t) FROM field_park_line AS t WHERE partner_id = ANY(%s)",
            [list(partners)],
        )
        for (row,) in self.env.cr.fetchall():
            row.pop("id")
            found.setdefault(partners[row.pop("partner_id")]["ref"], []).append(row)
        return {
            row["ref"]: (row, found.get(row["ref"], [])) for row in partners.values()
        }

    def _compare(self, ours, theirs):
        self.assertEqual(list(ours), list(theirs))
        self.assertTrue(ours)
        # The ORM writes what it computes as whoever happens to flush.
        writers = {row.pop("write_uid") for row, _park in ours.values()}
        self.assertEqual(writers, {self.accountant.id})
        for ref, (row, park) in ours.items():
            expected, expected_park = theirs[ref]
            self.assertEqual(
                {name: row[name] for name in row if row[name] != expected[name]},
                {name: expected[name] for name in row if row[name] != expected[name]},
                ref,
            )
            self.assertEqual(park, expected_park, ref)

    # ------------------------------------------------------------------
    # Tests
    # ------------------------------------------------------------------

    def test_creation_stores_what_load_stores(self):
        """S0-33: all columns of all new clients are those of Odoo's own import."""
        rows = self._rows(40) + self._rows(50, chance=0.2)[40:]
        self._compare(
            self._stored_by(self.Writer._write_plans, self._plans(rows)),
            self._stored_by(self._load, rows),
        )

    def test_change_stores_what_load_stores(self):
        """S0-40: all columns of changed clients are those of Odoo's own import."""
        self.Writer._write_plans(self._plans(self._rows(40)))
        partners = self.env["res.partner"].search([("ref", "=like", "W%")], order="ref")
        kept = {"ref", "field_status"}
        rows = [
            {
                name: value
                for name, value in self._values(1000 + each, chance).items()
                if name not in kept
            }
            for each, chance in zip(range(40), [0.05, 0.2, 0.4, 0.6] * 10, strict=True)
        ]
        wanted = [index for index, row in enumerate(rows) if row]
        rows = [rows[index] for index in wanted]
        ids = [partners[index].id for index in wanted]
        self._compare(
            self._stored_by(self.Writer._write_plans, self._plans(rows, ids)),
            self._stored_by(self._load, rows, ids),
        )

    def test_every_stored_field_is_known(self):
        """S0-40: a stored field or an override that the writer does not know is named.

        Whoever adds one adds it to models/exchange/writing: a computed column to
        DERIVED or CONSTANT, an override of `create` or `write` to CREATE or WRITE.
        Until then imports are right, and as slow as the ORM.
        """
        shape = shape_of(self.env["res.partner"])
        self.assertEqual(shape.left, ())
        self.assertEqual(shape.strangers, ())
        self.assertEqual(shape.checks, ())

    def test_every_target_goes_the_fast_way(self):
        """S0-33: no field that a column can be mapped to makes an import slow."""
        names = {
            target.name
            for target in self.env["field.import.catalogue"]._get_targets()
            if not target.name.startswith(("park:", "own_properties."))
        }
        self.assertEqual(names - PLAIN, set())

    # ------------------------------------------------------------------
    # What is not as usual
    # ------------------------------------------------------------------

    def test_a_row_that_the_base_refuses_is_named(self):
        """S0-15: a reference taken in the meantime is told by row; nothing is kept."""
        rows = [{"name": "Un", "ref": "W1"}, {"name": "Deux", "ref": self.client.ref}]
        plans = self._plans([{**row, "field_status": "client"} for row in rows])
        with (
            self.assertRaisesRegex(UserError, r"row 1 \(C100\)"),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.Writer._write_plans(plans)
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "W1")]))

    def test_an_unknown_override_goes_by_the_orm(self):
        """S0-33: what another add-on does when a client is created is done."""
        create = type(self.env["res.partner"]).create

        def shout(records, vals_list):
            return create(
                records, [dict(vals, name=vals["name"].upper()) for vals in vals_list]
            )

        self.patch(type(self.env["res.partner"]), "create", shout)
        plans = self._plans([{"name": "Zoé", "ref": "W1", "field_status": "client"}])
        (written,) = self.Writer._write_plans(plans)
        self.assertEqual(self.env["res.partner"].browse(written).name, "ZOÉ")

    def test_record_rules_hold(self):
        """S0-13, S3-36: who may not change a client does not change it by an import."""
        self.env["ir.rule"].create(
            {
                "name": "Nobody",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": [("city", "!=", "Interdit")],
            }
        )
        row = {"name": "Un", "ref": "W1", "field_status": "client", "city": "Interdit"}
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.Writer._write_plans(self._plans([row]))
        self.client.city = "Interdit"
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            plans = self._plans([{"name": "Autre"}], [self.client.id])
            self.Writer._write_plans(plans)
        with self.assertRaises(AccessError):
            Writer = self.Writer.with_user(self.rep)
            Writer._write_plans(self._plans([{**row, "city": "Rennes"}]))

    def test_questions_to_the_base_do_not_grow_with_the_rows(self):
        """S0-01: a hundred clients are as many questions as one."""

        def count(rows, first):
            plans = self._plans(
                [
                    {"name": "Un", "ref": f"W{each}", "field_status": "client"}
                    for each in range(first, first + rows)
                ]
            )
            before = self.env.cr.sql_log_count
            self.Writer._write_plans(plans)
            return self.env.cr.sql_log_count - before

        count(50, 1000)
        # Else a small table is counted again on the way, which is a question more.
        self.env.cr.execute("ANALYZE res_partner (id)")
        self.assertEqual(count(1, 10), count(100, 100))

    def test_the_next_batch_waits_for_no_answer(self):
        """S0-33: nothing is asked of PostgreSQL while it takes in a batch.

        The connection answers one question at a time: one more, and reading and writing
        would take turns instead of going on side by side.
        """
        asked = []
        start, end = Insertion.start, Insertion.end

        def begin(insertion):
            asked.append(-self.env.cr.sql_log_count)
            start(insertion)

        def finish(insertion):
            asked[-1] += self.env.cr.sql_log_count
            end(insertion)

        self.patch(Insertion, "start", begin)
        self.patch(Insertion, "end", finish)
        self.patch(run, "_RESERVED", 10)
        rows = [
            {"name": "Un", "ref": f"W{each}", "field_status": "client"}
            for each in range(50)
        ]
        self.Writer._write_plans(iter(self._plans(rows)), batch_size=10)
        self.assertEqual(asked, [0] * 5)

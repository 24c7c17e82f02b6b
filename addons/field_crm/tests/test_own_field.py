from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestOwnField(FieldCrmCase):
    """Own fields of the client base: made, filled, found, grouped by."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own_list = cls.env["field.own.list"]
        cls.activity = cls._add("Activité 2020", "char")
        cls.fleet = cls._add("Véhicules", "integer")
        cls.level = cls._add("Niveau", "selection", ["Or", "Argent"])
        cls.services = cls._add("Services", "tags", ["Pneus", "Freins", "Vidange"])
        cls.since = cls._add("Suivi depuis", "date")
        cls.loyal = cls._add("Fidèle", "boolean")
        described = {each["name"]: each for each in cls.own_list._describe()}
        cls.gold, cls.silver = (key for key, _ in described[cls.level]["selection"])
        cls.tyres, cls.brakes, _oil = (
            tag[0] for tag in described[cls.services]["tags"]
        )

    @classmethod
    def _add(cls, *args, user=None):
        return cls.own_list.with_user(user or cls.accountant)._add(*args)

    def _find(self, name, operator, value):
        """Those of the client and the prospect that a filter shows."""
        found = self.env["res.partner"].search(
            Domain("id", "in", (self.client + self.prospect).ids)
            & Domain(f"own_properties.{name}", operator, value)
        )
        by_python = (self.client + self.prospect).filtered_domain(
            [(f"own_properties.{name}", operator, value)]
        )
        self.assertEqual(found, by_python.sorted(), "the ORM says so in memory, too")
        return found

    def test_fields_of_every_client_and_prospect(self):
        """S0-05, S0-35: a new field is there at once, on records old and new."""
        described = self.own_list._describe()
        self.assertEqual(
            [(each["string"], each["type"]) for each in described],
            [
                ("Activité 2020", "char"),
                ("Véhicules", "integer"),
                ("Niveau", "selection"),
                ("Services", "tags"),
                ("Suivi depuis", "date"),
                ("Fidèle", "boolean"),
            ],
        )
        new = self.env["res.partner"].create(
            {"name": "Tout neuf", "field_status": "prospect"}
        )
        for partner in self.client + self.prospect + new:
            names = [each["name"] for each in partner.read()[0]["own_properties"]]
            self.assertEqual(names, [each["name"] for each in described])

    def test_filled_on_the_form(self):
        """S0-05: by whoever may change the record, and by no one else."""
        self.prospect.with_user(self.rep).own_properties = {self.fleet: 3}
        with Form(
            self.client.with_user(self.accountant),
            "field_crm.view_res_partner_client_form",
        ) as form:
            form.own_properties = {self.activity: "Pneus", self.level: self.gold}
        self.assertEqual(self.client.own_properties[self.activity], "Pneus")
        self.assertEqual(self.client.own_properties[self.level], "Or")
        with self.assertRaises(AccessError):
            self.client.with_user(self.rep).own_properties = {self.fleet: 9}

    def test_filters(self):
        """S0-05, S0-11: equal, unequal, greater, empty; of every type."""
        self.client.own_properties = {
            self.activity: "Été",
            self.fleet: 12,
            self.level: self.gold,
            self.services: [self.tyres, self.brakes],
            self.since: "2026-05-01",
            self.loyal: True,
        }
        self.env.flush_all()
        for name, operator, value in (
            (self.activity, "=", "Été"),
            (self.activity, "ilike", "ét"),
            (self.fleet, "=", 12),
            (self.fleet, ">", 5),
            (self.fleet, "!=", False),
            (self.level, "in", [self.gold, self.silver]),
            (self.since, ">=", "2026-01-01"),
            (self.loyal, "=", True),
        ):
            self.assertEqual(self._find(name, operator, value), self.client, name)
            self.assertFalse(
                self._find(name, operator, value) - self.client, (name, operator)
            )
        partners = self.env["res.partner"]
        for value in (self.tyres, [self.tyres], [self.tyres, self.gold]):
            operator = "in" if isinstance(value, list) else "="
            found = partners.search(
                [(f"own_properties.{self.services}", operator, value)]
            )
            self.assertEqual(found, self.client)
        self.assertEqual(self._find(self.level, "!=", self.gold), self.prospect)
        self.assertEqual(self._find(self.fleet, "=", False), self.prospect)

    def test_an_emptied_field_is_empty(self):
        """S0-05: neither greater than a number nor later than a day."""
        self.client.own_properties = {self.fleet: False, self.since: False}
        self.env.flush_all()
        partners = self.env["res.partner"]
        for name, value in ((self.fleet, 1), (self.since, "2020-01-01")):
            for operator in ("<", "<=", ">", ">="):
                domain = [(f"own_properties.{name}", operator, value)]
                self.assertFalse(partners.search(domain), (name, operator))

    def test_group_by(self):
        """S0-05, S0-11: as the list groups, each group opens what it counts."""
        self.client.own_properties = {
            self.level: self.gold,
            self.services: [self.tyres, self.brakes],
        }
        self.env.flush_all()
        partners = self.env["res.partner"].with_user(self.accountant)
        for name, expected in (
            (self.level, {self.gold}),
            (self.services, {self.tyres, self.brakes}),
        ):
            group_by = f"own_properties.{name}"
            read = partners.web_read_group(
                [("id", "=", self.client.id)], [group_by], ["__count"]
            )
            found = {
                key if isinstance(key, str) else key[0]
                for group in read["groups"]
                for key in [group[group_by]]
            }
            self.assertEqual(found, expected)
            for group in read["groups"]:
                self.assertEqual(
                    partners.search(Domain(group["__extra_domain"])), self.client
                )

    def test_what_a_field_may_not_be(self):
        """S0-35: twice the same, without name, of no known type, without choices."""
        for args, message in (
            (("activité  2020", "char"), "a field “activité 2020” already"),
            (("postal code", "char"), "a field “postal code” already"),
            (("  ", "char"), "Give the field a name"),
            (("x" * 101, "char"), "101 characters, 100 at most"),
            (("Adresse web", "url"), "there is no type “url”"),
            (("Fournisseur", "many2one"), "there is no type “many2one”"),
            (("Choix", "selection", [" "]), "Give the choices of “Choix”"),
        ):
            with self.assert_refused(message, UserError):
                self._add(*args)
        self.assertEqual(len(self.own_list._describe()), 6)

    def test_who_may_not_add_fields(self):
        """S0-04, S0-35: only who imports; nobody past the screen made for it."""
        for user in (self.rep, self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self._add("Intrus", "char", user=user)
        for user in (self.rep, self.colleague, self.accountant, self.admin):
            own_list = self.own_list._get().with_user(user)
            with self.assertRaises(AccessError):
                own_list.properties_definition = []
        # As a manipulated form of a partner would do it.
        intruder = {"name": "intrus", "string": "Intrus", "type": "char", "value": "x"}
        for user in (self.rep, self.manager, self.admin):
            with self.assertRaises(AccessError):
                self.prospect.with_user(user).own_properties = [
                    intruder | {"definition_changed": True}
                ]
        self.assertEqual(len(self.own_list._describe()), 6)

    def test_the_filter_is_served_by_the_index(self):
        """S0-01: containment on the whole column, which the index holds."""
        query = self.env["res.partner"]._search(
            [(f"own_properties.{self.level}", "=", self.gold)]
        )
        self.assertIn('"own_properties" @> ', query.select().code)
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'res_partner'"
        )
        indexes = " ".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("gin (own_properties jsonb_path_ops)", indexes)

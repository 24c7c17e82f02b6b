from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import UNINVITED, FieldCrmCase
from .our_models import Maker, our_models, what_addons_know

# Read by every company on purpose; the reason stands beside each.
SHARED = {
    "field.agency": "the ERP has one list of agencies for all companies",
    "field.booking.hit": "counts attempts; Odoo's system administrators alone read it",
    "field.client.category": "codes of the ERP, one list for all companies",
    "field.client.subcategory": "codes of the ERP, one list for all companies",
    "field.consent.purpose": "what one may consent to is the same for all companies",
    "field.geocode.cache": "hashes; Odoo's system administrators alone read them",
    "field.own.list": "one list of own fields for the whole base",
    "field.park.type": "kinds of vehicles are the same everywhere",
    "field.payment.mode": "codes of the ERP, one list for all companies",
    "field.price.grid": "codes of the ERP, one list for all companies",
    "field.sheet.code": "codes of the ERP, one list for all companies",
    "field.sheet.field": "what the ERP demands of a client, one ERP for all",
    "field.probability": "levels of probability, one list as Odoo's stages",
    "field.report.field": "which fields a report may show, the same for everybody",
    "field.region": "regions and their regulation are the same for everybody",
    "field.visit.question": "one tree of questions, as in the manual's annexe",
}

ROLES = ("rep", "manager", "accountant", "admin")


@tagged("post_install", "-at_install")
class TestMultiCompany(FieldCrmCase):
    """Nobody of one company gets at what belongs to another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Autre société"})
        cls.strangers = cls.env["res.users"].browse()
        for role in (*(f"field_crm.group_field_{r}" for r in ROLES), "base.group_user"):
            cls.strangers += new_test_user(
                cls.env,
                f"stranger_{role.rpartition('_')[2]}",
                # Odoo refuses an export to others anyhow.
                f"{role},base.group_allow_export",
                context=UNINVITED,
                company_id=cls.other.id,
                company_ids=[(6, 0, cls.other.ids)],
            )
        (cls.client + cls.prospect).company_id = cls.company
        cls.maker = Maker(cls)
        cls.shared = dict(SHARED)
        for known in what_addons_know(cls.env):
            cls.shared.update(getattr(known, "SHARED", {}))

    def _rules(self, model):
        """Domains of the rules that nobody is spared, for reading."""
        rules = self.env["ir.rule"].search(
            [
                ("model_id.model", "=", model),
                ("groups", "=", False),
                ("perm_read", "=", True),
            ]
        )
        return rules.mapped("domain_force")

    def _is_open(self, model):
        """Whether anybody has a right on the model; if not, only our code reads it."""
        access = self.env["ir.model.access"].search(
            [("model_id.model", "=", model), ("perm_read", "=", True)]
        )
        return bool(access)

    def test_every_model_has_a_rule(self):
        """S0-13: of its company, of its author, or a list that is shared on purpose."""
        for model in our_models(self.env):
            if not self._is_open(model):
                continue
            with self.subTest(model):
                rules = " ".join(self._rules(model))
                if self.env[model]._transient:
                    self.assertIn("create_uid", rules, "others see what one types")
                elif model not in self.shared:
                    self.assertIn("company_id", rules)
        self.assertFalse(set(self.shared) - set(our_models(self.env)), "gone")

    def test_strangers_see_and_change_nothing(self):
        """S0-13: of no model, by no way that a client of the server has."""
        for model in our_models(self.env):
            if model in self.shared or not self._is_open(model):
                continue
            with self.subTest(model), self.env.cr.savepoint():
                record = self.maker.make(model)
                self.env.flush_all()
                for user in self.strangers:
                    self._assert_out_of_reach(record, user)

    def test_strangers_see_no_partner(self):
        """S0-13: clients, prospects, and whom one could ask there."""
        people = self.env["res.partner"].create(
            {"name": "Soizic", "parent_id": self.client.id}
        )
        for partner in self.client + self.prospect + people:
            for user in self.strangers:
                self._assert_out_of_reach(partner, user)

    def _assert_out_of_reach(self, record, user):
        theirs = record.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
        self.env.invalidate_all()
        words = f"{record._name} for {user.login}"
        for operation in ("read", "write", "unlink"):
            self.assertFalse(theirs.has_access(operation), f"{operation} {words}")
        for attempt in (
            lambda: theirs.read(["display_name"]),
            lambda: theirs.export_data(["id", "display_name"]),
            lambda: theirs.web_read({"display_name": {}}),
        ):
            with self.assertRaises(AccessError, msg=words), self.env.cr.savepoint():
                attempt()
        if theirs.browse().has_access("read"):
            domain = [("id", "=", record.id)]
            self.assertFalse(theirs.search(domain), f"search {words}")
            self.assertFalse(theirs.search_count(domain), f"count {words}")
            self.assertEqual(
                theirs._read_group(domain, [], ["__count"])[0][0], 0, f"group {words}"
            )
            if theirs._rec_name or theirs._rec_names_search:
                found = dict(theirs.name_search(record.display_name))
                self.assertNotIn(record.id, found, words)

from odoo import fields
from odoo.tests import tagged

from .common import FieldCrmCase
from .large.base import LargeBase
from .large.web_client import Call, Screen

FEW, MANY = 10, 70
ROLES = ("rep", "accountant", "manager")


@tagged("post_install", "-at_install")
class TestPerformances(FieldCrmCase):
    """What is opened all day costs as many queries for many records as for few.

    The calls are those of the web client, made from the views as they are.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        large = LargeBase(
            cls.env, partners=200, visits=1200, today=fields.Date.today(), reps=2
        )
        partners, _visits = large.fill()
        cls.partners = cls.env["res.partner"].browse(partners)
        cls.busy = large.busy_client
        # A rep sees the own prospects only: let there be enough of them.
        cls.partners.filtered("field_status").user_id = cls.rep
        cls.calm = cls.env["res.partner"].create(
            {"name": "Client calme", "field_status": "client", "ref": "CALM"}
        )

    def _count(self, user, call):
        """Queries of a request, its caches as a running server has them."""
        env = self.env(
            user=user,
            context={"allowed_company_ids": user.company_ids.ids, "lang": "fr_FR"},
        )
        counts = []
        for _warm_up in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            answer = call.on(env)
            counts.append(self.env.cr.sql_log_count - before)
        return counts[-1], answer

    def _screens(self, action, domain=None):
        """The action as each role has it on the screen."""
        for role in ROLES:
            user = getattr(self, role)
            yield user, Screen(self.env(user=user), action, domain)

    def _assert_pages_cost_the_same(self, action, at_most, *domain, domain_of=None):
        for user, screen in self._screens(action, domain_of):
            few, _answer = self._count(user, screen.open_list(*domain, limit=FEW))
            many, answer = self._count(user, screen.open_list(*domain, limit=MANY))
            self.assertGreater(len(answer["records"]), 2 * FEW, "too few to prove it")
            self.assertLessEqual(many, few, "queries for a long page, against a short")
            self.assertLessEqual(many, at_most)

    def test_list_of_clients(self):
        """S3-13: any page of clients, whatever columns it has."""
        self._assert_pages_cost_the_same("field_crm.action_res_partner_client", 20)

    def test_list_of_prospects(self):
        """S3-36: the rule on prospects is part of the query, not one for each."""
        action = "field_crm.action_res_partner_prospect"
        for user, screen in self._screens(action):
            if user == self.accountant:
                continue  # sees those with a request only
            few, _answer = self._count(user, screen.open_list(limit=FEW))
            many, answer = self._count(user, screen.open_list(limit=MANY))
            self.assertGreater(len(answer["records"]), 2 * FEW)
            self.assertLessEqual(many, few)

    def test_home_tables(self):
        """S3-05, S3-08: « à revoir » and « dernière visite », sorted by their days."""
        for table in ("revisit", "last_visit"):
            for role in ROLES:
                user = getattr(self, role)
                counts = [
                    self._count(user, self._home(table, limit))[0]
                    for limit in (FEW, MANY)
                ]
                self.assertLessEqual(counts[1], counts[0])
                self.assertLessEqual(counts[1], 20)

    @staticmethod
    def _home(table, limit):
        filters = {"status": "client"}
        return Call("res.partner", "get_home_table", (table, filters), {"limit": limit})

    def test_search(self):
        """S1-04, S3-13: typing into the search box or into a field for a client."""
        for user, screen in self._screens("field_crm.action_res_partner_client"):
            one, _answer = self._count(user, screen.search("L000001"))
            many, answer = self._count(user, screen.search("L0*"))
            self.assertGreater(len(answer["records"]), FEW)
            # One row leaves a column empty now and then, which saves its table.
            self.assertLessEqual(many, one + 5)
            for limit in (1, 40):
                call = Call("res.partner", "name_search", ("L0",), {"limit": limit})
                queries, _answer = self._count(user, call)
                self.assertLessEqual(queries, 4, f"names, {limit}")

    def test_form(self):
        """S3-14, S3-16: a client with hundreds of visits opens as one without any."""
        self.assertGreaterEqual(self.busy.visit_count, 500)
        for user, screen in self._screens("field_crm.action_res_partner_client"):
            calm, _answer = self._count(user, screen.open_form(self.calm.id))
            busy, _answer = self._count(user, screen.open_form(self.busy.id))
            # The busy one has fields filled in that lead to further tables.
            self.assertLessEqual(busy, calm + 20)
            self.assertLessEqual(busy, 90)

    def test_visits_of_a_client(self):
        """S3-28: the history of a client with hundreds of visits."""
        self._assert_pages_cost_the_same(
            "field_crm.action_field_visit_history",
            20,
            domain_of=[("partner_id", "=", self.busy.id)],
        )

    def test_all_visits(self):
        """S3-59: the list of everybody's visits."""
        self._assert_pages_cost_the_same("field_crm.action_field_visit", 20)

    def test_conversion_requests(self):
        """S3-43: the accountant's list of requests."""
        prospects = self.partners.filtered(lambda one: one.field_status == "prospect")
        for number, prospect in enumerate(prospects, 1000):
            # No two of them have one number: that would ask for a reason.
            phone = f"02 99 {number // 100} {number % 100:02} 00"
            prospect.write(self._complete_sheet(phone=phone))
        self.env["field.conversion.request"].create(
            [{"partner_id": prospect.id} for prospect in prospects]
        )
        self._assert_requests_cost_the_same("field_crm.action_field_conversion_request")

    def _assert_requests_cost_the_same(self, action):
        screen = Screen(self.env(user=self.accountant), action)
        few, _answer = self._count(self.accountant, screen.open_list(limit=3))
        many, answer = self._count(self.accountant, screen.open_list(limit=MANY))
        self.assertGreater(len(answer["records"]), 12)
        self.assertLessEqual(many, few)

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import UNINVITED, FieldCrmCase
from .our_models import our_fields


@tagged("post_install", "-at_install")
class TestAccessRights(FieldCrmCase):
    """Every group, and users of none, on what they may and must not do."""

    def _can(self, record, operation, user):
        return record.with_user(user).has_access(operation)

    def test_prospects_are_secret(self):
        """S3-36, S3-52, S0-12: creator, attached rep, managers; nobody else."""
        seen_by = {
            user: self._can(self.prospect, "read", user)
            for user in (
                self.rep,
                self.other_rep,
                self.manager,
                self.admin,
                self.accountant,
                self.colleague,
            )
        }
        allowed = [user for user, can in seen_by.items() if can]
        self.assertEqual(allowed, [self.rep, self.manager, self.admin])
        self.prospect.user_id = self.other_rep
        self.assertTrue(self._can(self.prospect, "write", self.other_rep), "attached")
        self.assertTrue(self._can(self.prospect, "write", self.rep), "creator")
        Partner = self.env["res.partner"].with_user(self.colleague)
        self.assertFalse(Partner.search([("field_status", "=", "prospect")]))

    def test_contact_person_of_a_secret_prospect_is_secret(self):
        """S3-36: nor is its contact person seen, or found by name."""
        self.env["res.partner"].create(
            {"name": "Yann Le Bihan", "parent_id": self.prospect.id}
        )
        found = self.env["res.partner"].with_user(self.other_rep).name_search("Bihan")
        self.assertFalse(found)
        found = self.env["res.partner"].with_user(self.rep).name_search("Bihan")
        self.assertEqual(len(found), 1)

    def test_accountant_sees_a_prospect_once_conversion_is_asked(self):
        """S3-43: the accountant completes the prospect of a request, and only that."""
        self.assertFalse(self._can(self.prospect, "read", self.accountant))
        self.prospect.write(self._complete_sheet())
        self.env["field.conversion.request"].with_user(self.rep).create(
            {"partner_id": self.prospect.id}
        )
        self.assertTrue(self._can(self.prospect, "write", self.accountant))

    def test_clients_are_changed_by_those_who_keep_them(self):
        """S0-04: reps read clients, those who keep them change them."""
        self.assertTrue(self._can(self.client, "read", self.rep))
        self.assertFalse(self._can(self.client, "write", self.rep))
        self.assertFalse(self._can(self.client, "write", self.colleague))
        for user in (self.accountant, self.manager, self.admin):
            self.assertTrue(self._can(self.client, "write", user))
        for user in (self.rep, self.accountant):
            self.assertFalse(self._can(self.client, "unlink", user))

    def test_reps_read_clients_on_a_screen_that_says_so(self):
        """S0-04: the client screen is read-only for reps, the prospects' is not."""
        action = self.env.ref("field_crm.action_res_partner_client")
        for view_id, view_type in action.views:
            for user, is_read_only in ((self.rep, True), (self.accountant, False)):
                Partner = self.env["res.partner"].with_user(user)
                arch = Partner.get_view(view_id, view_type)["arch"]
                self.assertEqual('edit="0"' in arch, is_read_only, view_type)
        action = self.env.ref("field_crm.action_res_partner_prospect")
        for view_id, view_type in action.views:
            arch = self.prospect.with_user(self.rep).get_view(view_id, view_type)
            self.assertNotIn('edit="0"', arch["arch"])

    def test_those_without_a_role_read_whole_records(self):
        """S0-12: our computed fields stop nobody from reading what Odoo lets them."""
        lead = self.env["crm.lead"].create(
            {"name": "Besoin", "partner_id": self.client.id}
        )
        order = self.env["sale.order"].create({"partner_id": self.client.id})
        salesman = new_test_user(
            self.env,
            "salesman",
            "sales_team.group_sale_salesman_all_leads",
            context=UNINVITED,
        )
        attempts = [(self.client, self.colleague)]
        attempts += [(record, salesman) for record in (self.client, lead, order)]
        refused = {
            f"{record._name}.{name} to {user.login}"
            for record, user in attempts
            for name in self._refused_fields(record.with_user(user))
        }
        self.assertFalse(refused, "fields that need groups= or a guard")

    def _refused_fields(self, record):
        """Fields of ours that the user has and that cannot be read all the same.

        Lists of documents are left out: as with Odoo's own, the documents decide.
        """
        self.env.invalidate_all()
        readable = record.fields_get(attributes=())
        for field in our_fields(self.env, record._name):
            if field.name in readable and field.type not in ("one2many", "many2many"):
                try:
                    record.read([field.name])
                except AccessError:
                    yield field.name

    def test_portal_users_see_nothing(self):
        """S0-12: a portal user reaches neither clients, prospects nor requests."""
        self.assertFalse(self._can(self.prospect, "read", self.portal))
        self.assertFalse(self._can(self.client, "read", self.portal))
        with self.assertRaises(AccessError):
            self.env["field.conversion.request"].with_user(self.portal).search([])

    def test_reps_see_their_own_requests(self):
        """S3-42: a rep follows the own requests, not those of others."""
        self.prospect.write(self._complete_sheet())
        request = (
            self.env["field.conversion.request"]
            .with_user(self.rep)
            .create({"partner_id": self.prospect.id})
        )
        self.assertTrue(self._can(request, "read", self.rep))
        self.assertFalse(self._can(request, "read", self.other_rep))
        self.assertFalse(self._can(request, "write", self.rep))
        self.assertFalse(self._can(request, "unlink", self.admin))

    def test_lists_are_kept_by_few(self):
        """S0-04: a rep reads the lists; accountant and administrator keep them."""
        mode = self.env.ref("field_crm.payment_mode_check")
        question_free = (
            mode,
            self.env.ref("field_crm.client_category_farmer"),
            self.agency,
            self._code("periodicity", "M"),
        )
        for record in question_free:
            self.assertTrue(self._can(record, "read", self.rep))
            self.assertFalse(self._can(record, "write", self.rep))
            self.assertTrue(self._can(record, "write", self.accountant))
            self.assertFalse(self._can(record, "unlink", self.accountant))
            self.assertTrue(self._can(record, "unlink", self.admin))
        park_type = self.env["field.park.type"].search([], limit=1)
        self.assertFalse(self._can(park_type, "write", self.accountant))
        self.assertTrue(self._can(park_type, "write", self.admin))

    def test_companies_do_not_mix(self):
        """S0-13: a client of another company is not seen."""
        other = self.env["res.company"].create({"name": "Autre"})
        client = self.env["res.partner"].create(
            {"name": "Là-bas", "field_status": "client", "company_id": other.id}
        )
        self.assertFalse(self._can(client, "read", self.rep))
        self.assertFalse(self._can(client, "read", self.admin))

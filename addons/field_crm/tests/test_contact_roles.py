from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestContactRoles(FieldCrmCase):
    """List of clients, modify clients, import clients: granted one by one."""

    def _grant(self, user, role):
        user.group_ids += self.env.ref(f"field_crm.group_field_client_{role}")

    def _menus(self, user):
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        names = {}
        for name in ("clients", "prospects", "import", "export"):
            menu = self.env.ref(f"field_crm.menu_{name}")
            names[name] = menu.id in menus
        return {name for name, is_shown in names.items() if is_shown}

    def test_roles_of_everyday(self):
        """S0-03, S0-04: what each group has held from the first day."""
        self.assertEqual(self._menus(self.rep), {"clients", "prospects"})
        everything = {"clients", "prospects", "import", "export"}
        for user in (self.accountant, self.manager, self.admin):
            self.assertEqual(self._menus(user), everything, user.login)
        self.assertFalse(self._menus(self.colleague))

    def test_page_is_switched_by_each_user(self):
        """S0-02: off and on again in one's own preferences."""
        user = self.rep.with_user(self.rep)
        user.shows_clients_page = False
        self.assertEqual(self._menus(self.rep), {"prospects"})
        self.assertIn("clients", self._menus(self.other_rep))
        user.shows_clients_page = True
        self.assertIn("clients", self._menus(self.rep))
        with self.assertRaises(AccessError):
            self.other_rep.with_user(self.rep).shows_clients_page = False

    def test_option_needs_the_role(self):
        """S0-03: without « Liste de clients » the option is absent, and of no use."""
        view = self.env.ref("base.view_users_form_simple_modif").id
        for user, is_shown in ((self.colleague, False), (self.rep, True)):
            arch = self.env["res.users"].with_user(user).get_view(view)["arch"]
            self.assertEqual("shows_clients_page" in arch, is_shown)
        self.colleague.with_user(self.colleague).shows_clients_page = True
        self.assertFalse(self._menus(self.colleague))

    def test_list_of_clients_for_anybody(self):
        """S0-03, S0-12: the role alone opens the page: clients, read-only."""
        self._grant(self.colleague, "list")
        self.assertEqual(self._menus(self.colleague), {"clients"})
        action = self.env.ref("field_crm.action_res_partner_client")
        Partner = self.env["res.partner"].with_user(self.colleague)
        views = Partner.get_views([*action.views, (action.search_view_id.id, "search")])
        self.assertIn('edit="0"', views["views"]["form"]["arch"])
        for view_id, view_type in action.views:
            if view_type != "form":
                arch = views["views"][view_type]["arch"]
                self.assertIn('create="0"', arch)
            form = Form(
                self.client.with_user(self.colleague), views["views"]["form"]["id"]
            )
            self.assertEqual(form.name, self.client.name, view_id)
        columns = self._columns(views["views"]["list"]["arch"])
        self.assertTrue(self.client.with_user(self.colleague).read(columns))
        self.assertFalse(Partner.search([("field_status", "=", "prospect")]))
        with self.assertRaises(AccessError):
            self.client.with_user(self.colleague).phone = "1"

    def _columns(self, arch):
        known = self.env["res.partner"].with_user(self.colleague).fields_get()
        return [name for name in known if f'name="{name}"' in arch]

    def test_modify_lets_a_rep_keep_clients(self):
        """S0-04: granted to a rep, on the screen and on the server."""
        client = self.client.with_user(self.rep)
        with self.assertRaises(AccessError):
            client.phone = "02 99 00 11 22"
        self._grant(self.rep, "modify")
        client.phone = "02 99 00 11 22"
        created = client.create(
            {"name": "Scierie Josse", "field_status": "client", "zip": "22000"}
        )
        self.assertEqual(created.field_status, "client")
        arch = client.get_view(
            self.env.ref("field_crm.view_res_partner_client_form").id
        )["arch"]
        self.assertNotIn('edit="0"', arch)
        with self.assertRaises(AccessError):
            client.unlink()

    def test_modify_passes_by_no_accountant(self):
        """S3-43, S0-04: a prospect is turned into a client by request all the same."""
        self._grant(self.rep, "modify")
        with self.assertRaises(AccessError):
            self.prospect.with_user(self.rep).field_status = "client"
        with self.assertRaises(AccessError):
            self.client.with_user(self.rep).field_status = "prospect"

    def test_modify_shows_no_hidden_prospect(self):
        """S3-36: the role widens what is written, not what is seen."""
        self._grant(self.other_rep, "modify")
        prospect = self.prospect.with_user(self.other_rep)
        for attempt in (
            lambda: prospect.write({"phone": "1"}),
            lambda: prospect.read(["name"]),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_import_is_a_role(self):
        """S0-04: a rep imports with the role, and with it modifies clients."""
        Wizard = self.env["field.import"]
        with self.assertRaises(AccessError):
            Wizard.with_user(self.rep).create({})
        self._grant(self.rep, "modify")
        with self.assertRaises(AccessError):
            Wizard.with_user(self.rep).create({})
        self._grant(self.rep, "import")
        self.assertTrue(Wizard.with_user(self.rep).create({}))
        self.assertEqual(self._menus(self.rep), {"clients", "prospects", "import"})

    def test_roles_are_granted_by_administrators_only(self):
        """S0-03: nobody grants a role to himself."""
        roles = self.env.ref("field_crm.group_field_client_import")
        user = new_test_user(self.env, "ambitious", "field_crm.group_field_rep")
        with self.assertRaises(AccessError):
            user.with_user(user).group_ids += roles
        with self.assertRaises(AccessError):
            roles.with_user(user).user_ids += user

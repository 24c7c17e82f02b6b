from odoo.tests import HttpCase, new_test_user, tagged

from .common import speak_english


@tagged("post_install", "-at_install")
class TestSettingsTour(HttpCase):
    """The screens of the administrator and of the manager, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        speak_english(cls.env)
        cls.rep, cls.manager, cls.admin = (
            new_test_user(
                cls.env, f"stat_{role}", f"field_crm.group_field_{role}", lang="en_US"
            )
            for role in ("rep", "manager", "admin")
        )

    def test_administrator(self):
        """S3-74, S3-75, S3-76, S3-113: parameters and users, without system rights."""
        self.assertFalse(self.admin.has_group("base.group_erp_manager"))
        self.start_tour(
            "/odoo/field-crm-settings", "field_crm_settings_tour", login="stat_admin"
        )
        self.assertEqual(self.env.company.field_visit_past_days, 45)
        self.assertEqual(self.rep.winpneu_user_code, "SR01")

    def test_manager(self):
        """S3-53, S3-58: the manager's drop-down of the reps."""
        client = self.env["res.partner"].create(
            {"name": "Garage du Port", "field_status": "client"}
        )
        for user in (self.rep, self.manager):
            self.env["field.visit"].create(
                {"partner_id": client.id, "user_id": user.id, "state": "done"}
            )
        self.start_tour(
            "/odoo/statistics", "field_crm_statistics_tour", login="stat_manager"
        )

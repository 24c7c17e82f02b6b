from odoo.tests import HttpCase, tagged

from .report_common import ReportCase


@tagged("post_install", "-at_install")
class TestReportTour(HttpCase, ReportCase):
    def test_manager_subscribes(self):
        """S4-57, S4-59: from the screen to a running subscription."""
        self.start_tour(
            "/odoo/opportunity-report", "field_crm_report_tour", login="manager"
        )
        subscription = self.env["field.report.subscription"].search(
            [("user_id", "=", self.manager.id)]
        )
        self.assertEqual(subscription.state, "active")
        self.assertEqual(subscription.layout, "list")
        self.assertIn("reference", subscription.column_names)
        self.assertIn("group_by", subscription.filter_id.context)
        self.assertTrue(subscription.includes_archived)
        cells = self._cells(subscription)
        self.assertIn(self.lead.reference, cells)

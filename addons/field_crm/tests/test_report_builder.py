from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .report_common import ReportCase


@tagged("post_install", "-at_install")
class TestReportBuilder(ReportCase):
    """What is in the documents."""

    def test_list(self):
        """S4-56, S4-59: the columns of the screen, the filter, the totals."""
        cells = self._cells(self._subscription())
        self.assertIn(self.lead.reference, cells)
        self.assertIn("Pneus PL d'hiver", cells)
        self.assertIn("Due date", cells)
        self.assertIn(10000, cells)
        self.lead.action_set_won()
        self.assertNotIn("Pneus PL d'hiver", self._cells(self._subscription()))

    def test_report_has_what_is_closed(self):
        """S4-59: the screen shows lost opportunities, so does what is mailed."""
        self.lead.action_set_lost()
        favourite = self._favourite(
            domain="[('opportunity_status', 'in', ['won', 'lost'])]"
        )
        cells = self._cells(self._subscription(favourite=favourite))
        self.assertIn("Pneus PL d'hiver", cells)
        self.assertNotIn("Flotte du Bois Joli", cells)

    def test_screen_limits_the_report(self):
        """S4-56: a favourite is only what was added to the screen's own limits."""
        self.env["crm.lead"].create({"name": "Un appel", "type": "lead"})
        favourite = self._favourite(domain="[]")
        cells = self._cells(self._subscription(favourite=favourite))
        self.assertNotIn("Un appel", cells)

    def test_groups(self):
        """S4-57: groups are columns of the workbook, headings of the PDF."""
        self.secret.user_id = self.other_rep
        favourite = self._favourite(context="{'group_by': ['user_id']}")
        subscription = self._subscription(favourite=favourite)
        sheet = self._sheet(subscription)
        headers = [cell.value for cell in sheet[5]]
        self.assertEqual(headers[0], "Responsible")
        groups = {sheet.cell(row, 1).value for row in (6, 7)}
        self.assertEqual(groups, {self.rep.name, self.other_rep.name})
        subscription.format = "pdf"
        self.assertIn(f"{self.rep.name} (1)", self._pdf(subscription))

    def test_chosen_columns(self):
        """S4-56: the optional columns that the user had switched on."""
        subscription = self._subscription(column_names=["reference", "tag_ids"])
        self.lead.tag_ids = self.env["crm.tag"].create({"name": "Urgent"})
        headers = [cell.value for cell in self._sheet(subscription)[5]]
        self.assertEqual(headers, ["Reference", "Tags"])
        self.assertIn("Urgent", self._cells(subscription))

    def test_forecast_table(self):
        """S4-58: month by month, number and value, expected and weighted."""
        favourite = self._favourite(
            action_id=self.env.ref("field_crm.action_opportunity_forecast").id,
            domain="[]",
        )
        view = self.env.ref("field_crm.view_crm_lead_forecast_pivot")
        subscription = self._subscription(
            favourite=favourite, layout="pivot", view_id=view.id
        )
        sheet = self._sheet(subscription)
        self.assertEqual(
            [cell.value for cell in sheet[5]],
            ["Due date", "Count", "Expected Revenue", "Prorated Revenue"],
        )
        rows = [[cell.value for cell in sheet[row]] for row in (6, 7)]
        self.assertEqual(rows[0], ["May 2031", 1, 10000, 7500])
        self.assertEqual(rows[1], ["June 2031", 1, 10000, 7500])

    def test_table_with_columns(self):
        """S4-58: groups across, with what a saved favourite holds."""
        self.secret.probability_id = self.cold
        favourite = self._favourite(
            context="{'pivot_row_groupby': ['user_id'], 'pivot_column_groupby': "
            "['probability_id'], 'pivot_measures': ['expected_revenue']}"
        )
        subscription = self._subscription(favourite=favourite, layout="pivot")
        sheet = self._sheet(subscription)
        self.assertEqual(
            [cell.value for cell in sheet[5]], ["Responsible", "Hot", "Cold", "Total"]
        )
        self.assertEqual(
            [cell.value for cell in sheet[6]], [self.rep.name, 10000, 10000, 20000]
        )

    def test_forecast_graph(self):
        """S4-58: as a graph, in both formats."""
        view = self.env.ref("field_crm.view_crm_lead_forecast_graph")
        for mode in ("bar", "line", "pie"):
            favourite = self._favourite(context=f"{{'graph_mode': '{mode}'}}")
            subscription = self._subscription(
                favourite=favourite, layout="graph", view_id=view.id, format="pdf"
            )
            text = self._pdf(subscription)
            self.assertIn("Prorated Revenue", text)
            self.assertIn("May 2031", text)
            subscription.format = "xlsx"
            self.assertEqual(len(self._sheet(subscription)._charts), 1)

    def test_any_screen(self):
        """S4-56: visits and clients too."""
        self.env["field.visit"].with_user(self.rep).create(
            {"partner_id": self.client.id, "state": "done"}
        )
        screens = {
            "field.visit": "field_crm.action_field_visit",
            "res.partner": "field_crm.action_res_partner_client",
            "sale.order": "field_crm.action_field_quote",
        }
        for model, action in screens.items():
            favourite = self._favourite(
                model_id=model, action_id=self.env.ref(action).id, domain="[]"
            )
            subscription = self._subscription(favourite=favourite)
            with self.subTest(model):
                self.assertTrue(self._cells(subscription))
                subscription.format = "pdf"
                self.assertTrue(self._pdf(subscription))

    def test_dynamic_filters(self):
        """S4-57: « uid » and « today » mean the owner and the day of sending."""
        favourite = self._favourite(
            domain="[('user_id', '=', uid), ('create_date', '>=', "
            "context_today().strftime('%Y-%m-%d')), ('date_deadline', '>', 'today')]"
        )
        subscription = self._subscription(favourite=favourite)
        self.assertNotIn("Pneus PL d'hiver", self._cells(subscription))
        self.lead.user_id = self.manager
        self.assertIn("Pneus PL d'hiver", self._cells(subscription))

    def test_broken_filter(self):
        """S4-57: a filter that needs a record is refused in plain words."""
        action = self.action.copy(
            {"domain": "[('partner_id', '=', active_id)]", "path": False}
        )
        favourite = self._favourite(action_id=action.id)
        with self.assert_refused("outside its screen", UserError):
            self._subscription(favourite=favourite)

    def test_filter_runs_no_code(self):
        """S4-57."""
        favourite = self._favourite(domain="[(open('/etc/passwd').read(), '=', 1)]")
        subscription = self._subscription(favourite=favourite)
        with self.assertRaises(UserError):
            self._cells(subscription)

    # ------------------------------------------------------------------
    # Whose eyes
    # ------------------------------------------------------------------

    def test_owner_sees_only_the_own(self):
        """S3-36, S4-57: the owner's record rules, though the scheduler is nobody."""
        self.rep.group_ids += self.env.ref("base.group_allow_export")
        self.secret.user_id = self.other_rep
        subscription = self._subscription(self.rep).sudo()
        cells = self._cells(subscription)
        self.assertIn("Pneus PL d'hiver", cells)
        self.assertNotIn("Flotte du Bois Joli", cells)

    def test_fields_the_owner_may_not_read(self):
        """S4-57: a column that is not for the owner is not in the report."""
        self.patch(
            self.registry["crm.lead"]._fields["referred"],
            "groups",
            "field_crm.group_field_admin",
        )
        self.lead.referred = "Un indicateur"
        self.env.flush_all()
        subscription = self._subscription(column_names=["reference", "referred"])
        headers = [cell.value for cell in self._sheet(subscription)[5]]
        self.assertEqual(headers, ["Reference"])
        favourite = self._favourite(domain="[('referred', '!=', False)]")
        with self.assertRaises(AccessError):
            self._cells(self._subscription(favourite=favourite))

    def test_linked_names_the_owner_may_not_read(self):
        """S4-57: names behind a many2many are filtered by the owner's rules."""
        self.rep.group_ids += self.env.ref("base.group_allow_export")
        secret = self.env["res.partner"].create(
            {
                "name": "Prospect caché",
                "field_status": "prospect",
                "user_id": self.other_rep.id,
            }
        )
        self.lead.activity_schedule("mail.mail_activity_data_call", user_id=self.rep.id)
        calendar = self.env["calendar.event"].create(
            {
                "name": "Réunion",
                "start": "2031-01-06 10:00:00",
                "stop": "2031-01-06 11:00:00",
                "partner_ids": [
                    Command.set([secret.id, self.rep.partner_id.id]),
                ],
            }
        )
        favourite = self._favourite(
            self.rep,
            model_id="calendar.event",
            action_id=False,
            domain=f"[('id', '=', {calendar.id})]",
        )
        subscription = self._subscription(
            self.rep, favourite, column_names=["name", "partner_ids"]
        )
        cells = self._cells(subscription.sudo())
        self.assertIn(self.rep.name, cells)
        self.assertNotIn("Prospect caché", str(cells))

    def test_texts_are_harmless(self):
        """S4-57: neither a formula nor markup comes out of a name."""
        self.lead.name = "=cmd|'/c calc'!A1"
        subscription = self._subscription(name="<b>=1+1</b>")
        for row in self._sheet(subscription).iter_rows():
            for cell in row:
                if cell.value == self.lead.name:
                    self.assertEqual(cell.data_type, "s")
        subscription.format = "pdf"
        self.assertIn("<b>=1+1</b>", self._pdf(subscription))

import base64
from collections import Counter
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.modules.module import Manifest
from odoo.service.model import get_public_method
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open
from odoo.tools.convert import convert_file

from odoo.addons.field_crm.models.visit.states import DONE_STATES, STATES

from ..demo.make_workbook import HEADER_ROW, SHEET, read_rows

WORKBOOK = "field_crm/demo/clients-et-prospects.xlsx"


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo data, loaded as the launcher loads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        is_loaded = cls.env.ref("field_crm.user_rep", raise_if_not_found=False)
        if not is_loaded:
            for path in Manifest.for_addon("field_crm")["demo"]:
                convert_file(cls.env, "field_crm", path, {}, "init", noupdate=True)
        cls.env.flush_all()
        cls.partners = cls.env["res.partner"].search([("field_status", "!=", False)])
        # Those that clients asked for are looked at below.
        cls.visits = cls.env["field.visit"].search([("source", "=", "office")])
        cls.requests = cls.env["field.conversion.request"].search([])

    # ------------------------------------------------------------------
    # Companies
    # ------------------------------------------------------------------

    def test_companies(self):
        """S0-18, S3-34: about 300 prospects and clients with their parks."""
        self.assertEqual(
            Counter(self.partners.mapped("field_status")),
            {"client": 220, "prospect": 85},
        )
        self.assertEqual(len(set(self.partners.mapped("ref"))), 305)
        self.assertTrue(all(partner.sector_id for partner in self.partners))
        parks = self.partners.park_line_ids
        self.assertEqual(parks.park_type_id, self.env["field.park.type"].search([]))
        self.assertTrue(all(line.vehicle_count > 0 for line in parks))

    def test_companies_are_in_france(self):
        for partner in self.partners:
            self.assertTrue(41 < partner.partner_latitude < 51.2, partner.name)
            self.assertTrue(-5.2 < partner.partner_longitude < 9.6, partner.name)
            self.assertEqual(partner.country_id.code, "FR")

    def test_sheets_of_the_clients_are_complete(self):
        """S3-41, S3-46 … S3-48: the clients keep the rules that they illustrate."""
        clients = self.partners.filtered(lambda p: p.field_status == "client")
        for client in clients:
            self.assertFalse(client._get_conversion_problems(is_signed=True))
        modes = Counter(clients.mapped("payment_mode_id.code"))
        self.assertTrue({"CH", "LD", "VI"} <= set(modes))
        by_mode = clients.grouped(lambda client: client.payment_mode_id.code)
        self.assertTrue(all(client.is_farmer for client in by_mode["CH"]))
        self.assertEqual(set(by_mode["CH"].mapped("payment_days")), {20})
        self.assertTrue(all(client.iban and client.bic for client in by_mode["LD"]))

    def test_new_references_follow(self):
        partner = self.env["res.partner"].create(
            {"name": "Un prospect de plus", "field_status": "prospect"}
        )
        self.assertNotIn(partner.ref, self.partners.mapped("ref"))
        code = self.env["ir.sequence"].next_by_code("field.client.code")
        self.assertNotIn(code, self.partners.mapped("client_code"))

    # ------------------------------------------------------------------
    # Visits
    # ------------------------------------------------------------------

    def test_visits(self):
        """S3-21: two years of visits, none done in the future."""
        now = fields.Datetime.now()
        self.assertTrue(2500 <= len(self.visits) <= 4000)
        by_state = self.visits.grouped("state")
        self.assertEqual(set(by_state), set(dict(STATES)))
        self.assertLess(max(by_state["done"].mapped("date")), now)
        self.assertLess(min(by_state["done"].mapped("date")), now - timedelta(680))
        soon = [date for date in by_state["planned"].mapped("date") if date > now]
        self.assertGreater(len(soon), 20)
        self.assertEqual(
            {visit.name.split("/")[1] for visit in self.visits},
            {str(visit.date.year) for visit in self.visits if visit.date},
        )

    def test_visits_tell_something(self):
        """S3-23 … S3-26: every question of the manual's example has been answered."""
        questions = self.env["field.visit.question"].search([("kind", "!=", "title")])
        self.assertEqual(self.visits.answer_ids, questions)
        self.assertGreater(len(set(self.visits.mapped("comment"))), 800)

    def test_dates_to_visit_again(self):
        """S3-32: the date of a partner is that of its last visit, some are overdue."""
        for partner in self.partners:
            done = partner.visit_ids.filtered(lambda visit: visit.state in DONE_STATES)
            # The doubles of the demo were typed, never visited.
            latest = done.sorted("date")[-1:]
            self.assertEqual(partner.revisit_date, latest.revisit_date)
            self.assertEqual(partner.last_visit_date, latest.date)
        overdue = self.partners.filtered(lambda partner: partner.revisit_days < 0)
        self.assertTrue(10 <= len(overdue) <= 120)

    # ------------------------------------------------------------------
    # Conversions
    # ------------------------------------------------------------------

    def test_requests_of_all_states(self):
        self.assertEqual(
            Counter(self.requests.mapped("state")),
            {"pending": 3, "approved": 6, "refused": 2, "cancelled": 1},
        )
        rep = self.env.ref("field_crm.user_rep")
        own = self.requests.filtered(lambda request: request.requester_id == rep)
        self.assertEqual(set(own.mapped("state")), {"pending", "approved", "refused"})
        for request in self.requests:
            self.assertEqual(
                request.partner_id.field_status,
                "client" if request.state == "approved" else "prospect",
            )
            self.assertLess(request.create_date, fields.Datetime.now())
            if request.state in ("approved", "refused"):
                self.assertLess(request.create_date, request.decided_on)
        refused = self.requests.filtered(lambda request: request.state == "refused")
        self.assertTrue(all(refused.mapped("refusal_reason")))

    def test_visits_of_former_prospects_are_marked(self):
        """S3-45."""
        approved = self.requests.filtered(lambda request: request.state == "approved")
        for request in approved:
            visits = request.partner_id.visit_ids
            marked = visits.filtered("before_client")
            self.assertTrue(marked)
            self.assertTrue(all(v.date <= request.decided_on for v in marked))
            self.assertTrue(all(v.subject.startswith("[PROSPECT] ") for v in marked))
            later = visits - marked
            self.assertTrue(
                all(v.date.date() >= request.decided_on.date() for v in later)
            )

    def test_accountant_can_approve_a_pending_request(self):
        """S3-43."""
        accountant = self.env.ref("field_crm.user_accountant")
        pending = self.requests.filtered(lambda request: request.state == "pending")
        pending.with_user(accountant).action_approve()
        self.assertEqual(set(pending.partner_id.mapped("field_status")), {"client"})

    def test_modifications_of_all_states(self):
        """S3-17, S3-80: pending, closed and cancelled, one of them with a conflict."""
        requests = self.env["field.modification.request"].search([])
        self.assertEqual(
            set(requests.mapped("state")), {"pending", "closed", "cancelled"}
        )
        lines = requests.line_ids
        self.assertEqual(set(lines.mapped("state")), {"pending", "applied", "refused"})
        self.assertTrue(lines.filtered("is_conflict"))
        accountant = self.env.ref("field_crm.user_accountant")
        plain = requests.filtered(
            lambda request: (
                request.state == "pending"
                and not any(r.is_conflict for r in request.line_ids)
            )
        )
        plain.with_user(accountant).action_apply_all()
        plain.with_user(accountant).action_close()
        self.assertEqual(set(plain.mapped("state")), {"closed"})

    # ------------------------------------------------------------------
    # People and loading
    # ------------------------------------------------------------------

    def test_users_are_french(self):
        for login in ("commercial", "comptable", "responsable", "admin"):
            user = self.env["res.users"].search([("login", "=", login)])
            self.assertEqual(user.lang, "fr_FR")
            self.assertEqual(user.tz, "Europe/Paris")
            self.assertTrue(user.email.endswith("@fieldcrm.example"))
        reps = self.partners.user_id
        self.assertEqual(len(reps), 6)
        self.assertEqual(len(set(reps.mapped("rep_code"))), 6)

    def test_loading_sends_and_logs_nothing(self):
        models = ["field.visit", "field.conversion.request"]
        messages = self.env["mail.message"].search(
            [
                "|",
                ("model", "in", models),
                "&",
                ("model", "=", "res.partner"),
                ("res_id", "in", self.partners.ids),
            ]
        )
        self.assertFalse(messages)
        self.assertFalse(self.env["mail.mail"].search([("model", "in", models)]))

    def test_loading_twice_is_refused(self):
        with self.assertRaisesRegex(UserError, "empty database"):
            self.env["field.demo"]._load_demo()
        with self.assertRaises(AccessError):
            get_public_method(self.env["field.demo"], "_load_demo")

    # ------------------------------------------------------------------
    # Workbook
    # ------------------------------------------------------------------

    def test_workbook(self):
        """S0-32, S0-33: an accountant imports the demo's file, mistakes and all."""
        accountant = self.env.ref("field_crm.user_accountant")
        with file_open(WORKBOOK, "rb") as workbook:
            content = base64.b64encode(workbook.read())
        record = (
            self.env["field.import"]
            .with_user(accountant)
            .with_context(lang="fr_FR")
            .create({"file": content, "file_name": "clients-et-prospects.xlsx"})
        )
        record.sheet_name = SHEET
        record.action_map()
        self.assertEqual(record.header_row, HEADER_ROW)
        unmapped = record.column_ids.filtered(lambda column: not column.target)
        self.assertEqual(unmapped.mapped("header"), ["Observations"])
        self.assertFalse(record.mapping_error)

        record.action_check()
        refused = record.problem_ids.filtered(lambda each: not each.is_warning)
        self.assertEqual(
            Counter(refused.mapped("column")),
            {
                "Nom": 1,
                "Catégorie": 1,
                "IBAN": 1,
                "Référence": 2,
                "Création de société": 1,
            },
        )
        doubtful = record.problem_ids - refused
        self.assertEqual(set(doubtful.mapped("column")), {"Téléphone", "Mail"})
        _headers, rows = read_rows()
        self.assertEqual(record.refused_count, 6, refused.mapped("reason"))
        self.assertEqual(record.updated_count, 10)
        self.assertEqual(record.created_count, len(rows) - 16)

        record.skips_refused = True
        self.env.flush_all()
        record._work_import(self.env["field.work"])
        self.assertEqual(record.state, "done")
        prospect = self.env["res.partner"].search(
            [("name", "=", "GAEC des Trois Chênes")]
        )
        self.assertEqual(prospect.field_status, "prospect")
        self.assertEqual(prospect.user_id, self.env.ref("field_crm.user_rep"))
        self.assertTrue(prospect.is_farmer)
        self.assertEqual(prospect.payment_mode_id.code, "LD")
        self.assertFalse(prospect._get_missing_labels())
        # Only the bank account and the signature stand between it and a client.
        self.assertEqual(len(prospect._get_conversion_problems(is_signed=False)), 3)

    # ------------------------------------------------------------------
    # What clients say and ask for
    # ------------------------------------------------------------------

    def test_opinions(self):
        """S0-56: some clients answered, some did not, and nobody is written to."""
        opinions = self.env["field.visit.feedback"].search([])
        self.assertEqual(set(opinions.mapped("state")), {"sent", "answered"})
        answered = opinions.filtered("rating")
        self.assertTrue(20 <= len(answered) <= 40)
        self.assertTrue(all(answered.partner_id.mapped("last_rating")))
        self.assertTrue(all(answered.mapped("answered_on")))

    def test_booking_requests(self):
        """S4-24: requests in every state, and one that is a mission to plan."""
        requests = self.env["field.booking.request"].search([])
        self.assertEqual(
            set(requests.mapped("state")),
            {"unconfirmed", "to_check", "accepted", "refused"},
        )
        self.assertEqual(requests.visit_id.mapped("state"), ["to_plan"])
        self.assertFalse(self.env["mail.mail"].search([("model", "=", requests._name)]))

from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .winpneu_common import WinpneuCase


@tagged("post_install", "-at_install")
class TestWinpneuOut(WinpneuCase):
    """What happens here stands in winpneu, once and in order."""

    def test_a_visit_is_a_row_as_the_annexe_wants_it(self):
        """S3-67, S3-82…S3-87: each column of annexe 1, in the ERP's time zone."""
        self.visit(date=datetime(2026, 11, 3, 23, 30), comment="Devis à refaire : 4 €")
        self.send()
        (row,) = self.winpneu.relations()
        # Half past eleven in London is the next day in Paris.
        self.assertEqual(
            row,
            {
                "origine_relation": "CRV",
                "date_relation": datetime(2026, 11, 4),
                "heure_relation": "00:30",
                "type_entite": "C",
                "c_entite": "GUERIN",
                "c_user": "RE01",
                "type_relation": "S",
                "objet": "Visite du 04/11/2026",
                "commentaire": "Devis à refaire : 4 €\r\nsaisie via le CRM",
                "num_relation_sujet": 0,
                "c_archive": "N",
            },
        )

    def test_an_empty_visit_is_told_too(self):
        """S3-20, S3-87: a visit without a word still says where it was entered."""
        self.visit()
        self.send()
        self.assertEqual(
            self.winpneu.relations()[0]["commentaire"], "saisie via le CRM"
        )

    def test_planned_visits_and_prospects_stay_here(self):
        """S3-67, S3-71: only what took place, only at clients."""
        self.visit(state="planned")
        self.visit(self.prospect)
        self.assertFalse(self.events())

    def test_a_visit_is_queued_when_it_is_done(self):
        """S3-67: whatever way it gets there, once."""
        visit = self.visit(state="planned")
        visit.with_user(self.rep).action_done()
        visit.comment = "Corrigé avant l'envoi"
        self.assertEqual(len(self.events()), 1)
        self.send()
        (row,) = self.winpneu.relations()
        self.assertIn("Corrigé avant l'envoi", row["commentaire"])
        visit.comment = "Corrigé après l'envoi"
        self.send()
        self.assertEqual(len(self.winpneu.relations()), 1)

    def test_a_visit_taken_back_does_not_go(self):
        """S3-67: and goes after all when it is recorded again."""
        visit = self.visit()
        visit.state = "cancelled"
        self.assertEqual(self.events().state, "given_up")
        self.send()
        self.assertFalse(self.winpneu.relations())
        visit.state = "planned"
        visit.state = "done"
        self.send()
        self.assertEqual(len(self.winpneu.relations()), 1)

    def test_names_are_unique_and_recognisable(self):
        """S3-19, S3-27, S3-73: kind, client, day, user, and a part that is random."""
        visits = self.visit(days=2) + self.visit(days=2)
        names = self.events().mapped("name")
        day = visits[0].date.strftime("%Y%m%d")
        self.assertEqual(len(set(names)), 2)
        for name in names:
            self.assertRegex(name, rf"^VC-GUERIN-{day}-RE01-[0-9a-f]{{12}}$")

    def test_a_request_is_a_row(self):
        """S3-68, S3-79, S3-80, AMB-06: the lines of the mail, the same layout."""
        requests = self.env["field.modification.request"].with_user(self.rep)
        requests.ask(self.client.id, {"city": "Vitré"}, "Ils ont déménagé")
        self.send()
        (row,) = self.winpneu.relations()
        self.assertTrue(row["objet"].startswith("Demande de modification du "))
        self.assertEqual(row["c_user"], "RE01")
        self.assertIn("Vitré", row["commentaire"])
        self.assertIn("Ils ont déménagé", row["commentaire"])
        self.assertTrue(row["commentaire"].endswith("saisie via le CRM"))

    # ------------------------------------------------------------------
    # New clients
    # ------------------------------------------------------------------

    def test_a_new_client_is_a_row_with_the_sheet(self):
        """S3-43, S3-72, S3-88…S3-111: each column, then the visits of the prospect."""
        self.visit(self.prospect, comment="Premier contact")
        request = self.ask_conversion(
            mobile="06 11 22 33 44", company_creation_date="2019-05-02"
        )
        self.approve(request)
        code = self.prospect.client_code
        self.send()
        (row,) = self.winpneu.execute(
            "SELECT c_client, nom_client, dep_fac, bur_dis_fac, c_agence, c_rep, "
            "contact_divers_2, nb_jour_1, date_creation_ste, tel_2, "
            '"type edition fac", adr2_fac FROM dbo.client'
        )
        row = [one.rstrip() if isinstance(one, str) else one for one in row]
        self.assertEqual(
            row,
            [
                code,
                "GAEC du Bois Joli",
                "35",
                "000",
                "RENN",
                "R001",
                "73282932000074",
                30,
                datetime(2019, 5, 2),
                "06 11 22 33 44",
                "M",
                None,
            ],
        )
        # S3-45: with a mark of before and after.
        (visit,) = self.winpneu.relations()
        self.assertTrue(visit["objet"].startswith("[PROSPECT] Visite du "))
        self.assertEqual(visit["c_entite"], code)

    def _mails(self, request):
        return self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)]
        )

    def test_the_requester_is_told_when_winpneu_has_the_client(self):
        """S3-44, S3-78: mail B says that the client exists, so it waits until then."""
        request = self.ask_conversion()
        asked = self._mails(request)
        self.approve(request)
        self.assertEqual(self._mails(request), asked)
        self.send()
        mail = self._mails(request) - asked
        self.assertEqual(len(mail), 1)
        self.assertIn(self.prospect.client_code, mail.subject)
        self.events().action_send_again()
        self.send()
        self.assertEqual(len(self._mails(request)), 2)

    def test_a_code_that_winpneu_has_is_replaced(self):
        """S3-72: a number of the sequence gives way, and the new one comes back."""
        sequence = self.env.ref("field_crm.sequence_client_code")
        taken = [
            sequence.get_next_char(sequence.number_next_actual + n) for n in (0, 1)
        ]
        for code in taken:
            self.winpneu.add_client(code, "Déjà là")
        request = self.ask_conversion()
        self.approve(request)
        self.send()
        self.assertNotIn(self.prospect.client_code, taken)
        codes = self.winpneu.execute("SELECT c_client FROM dbo.client")
        self.assertIn(self.prospect.client_code, [code.rstrip() for (code,) in codes])
        self.assertEqual(len(codes), 3)
        self.assertIn(self.prospect.client_code, self._mails(request)[:1].subject)

    def test_a_code_that_the_accountant_chose_stays(self):
        """S3-64, S3-72: nothing of the client goes before it is settled."""
        self.winpneu.add_client("BOISJOLI", "Déjà là")
        request = self.ask_conversion()
        self.visit(self.prospect)
        request.with_user(self.accountant).client_code = "BOISJOLI"
        self.approve(request)
        run = self.send()
        event = self.events(kind="CC")
        self.assertEqual((event.state, run.refused_count), ("failed", 1))
        self.assertIn("BOISJOLI", event.error)
        self.assertFalse(self.winpneu.relations())
        self.winpneu.execute("DELETE FROM dbo.client")
        event.with_user(self.admin).action_retry()
        self.send()
        self.assertEqual(set(self.events().mapped("state")), {"sent"})

    # ------------------------------------------------------------------
    # Refused
    # ------------------------------------------------------------------

    def test_a_refused_row_stops_its_client_only(self):
        """S3-64: the others go; the client's own wait, in order."""
        other = self.client.copy({"client_code": "AUTRE", "ref": "C101"})
        first = self.visit(user_id=self.other_rep.id, days=3)
        second, third = self.visit(days=2), self.visit(other, days=1)
        run = self.send()
        self.assertEqual((run.sent_count, run.refused_count), (1, 1))
        events = {event.res_id: event for event in self.events()}
        self.assertEqual(events[third.id].state, "sent")
        self.assertEqual(events[first.id].state, "failed")
        self.assertIn("no winpneu code", events[first.id].error)
        self.assertEqual(events[second.id].state, "waiting")
        # It is not tried at each run, and what is behind it does not overtake it.
        self.assertEqual(self.send().sent_count, 0)
        self.other_rep.winpneu_user_code = "OT01"
        events[first.id].with_user(self.admin).action_retry()
        self.send()
        rows = [
            r["c_user"] for r in self.winpneu.relations() if r["c_entite"] != "AUTRE"
        ]
        self.assertEqual(rows, ["OT01", "RE01"])

    def test_giving_up_lets_the_next_go(self):
        """S3-64: with a reason, which stays."""
        self.visit(user_id=self.other_rep.id, days=3)
        self.visit(days=2)
        self.send()
        failed = self.events(state="failed").with_user(self.admin)
        with self.assertRaises(UserError):
            failed.action_give_up(" ")
        failed.action_give_up("Saisie à la main dans winpneu")
        self.assertEqual(failed.given_up_by, self.admin)
        self.send()
        self.assertEqual(len(self.winpneu.relations()), 1)

    def test_the_administrator_is_told_once_an_hour(self):
        """S3-64, S3-76: of each cause, without the password."""
        for days in (3, 2):
            self.visit(self.client, user_id=self.other_rep.id, days=days)
        self.send()
        self.events(state="failed").with_user(self.admin).action_retry()
        self.send()
        errors = self.env["field.error"].search([("cause", "=like", "winpneu:%")])
        self.assertEqual(len(errors), 1)
        self.assertEqual(errors.occurrences, 2)

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    def test_only_administrators_decide(self):
        """S3-64: no rep, accountant or manager sees the queue."""
        self.visit()
        for user in (self.rep, self.accountant, self.manager):
            events = self.events().with_user(user)
            with self.assertRaises(AccessError):
                events.read(["name"])
            for action in (
                events.action_retry,
                events.action_send_again,
                lambda events=events: events.action_give_up("x"),
            ):
                with self.assertRaises(AccessError):
                    action()
        with self.assertRaises(AccessError):
            self.events().with_user(self.admin).write({"state": "sent"})

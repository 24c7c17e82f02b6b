from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .winpneu_common import WinpneuCase

_STEPS = ("_read_clients", "_read_history")


@tagged("post_install", "-at_install")
class TestWinpneuInto(WinpneuCase):
    """What winpneu has stands here."""

    def read_all(self):
        """One run that reads everything."""
        self.backend.write({"clients_read_on": False, "history_read_on": False})
        with self.steps(*_STEPS):
            run = self.run_bridge()
        self.assertEqual(run.state, "done", run.error)
        return run

    def add(self, code="NOUVEAU", name="Garage Nouveau", **values):
        """A client of winpneu as the ERP would write it."""
        self.winpneu.add_client(
            code,
            name,
            **{
                "adr1_fac": "3 rue du Port",
                "dep_fac": "35",
                "bur_dis_fac": "400",
                "ville_fac": "Saint-Malo",
                "c_pays": "FR",
                "c_agence": "RENN",
                "c_rep": "R001",
                "tel_1": "02 99 40 00 00",
                "nb_jour_1": 45,
                "date_creation_ste": datetime(2012, 6, 1),
                **values,
            },
        )

    def find(self, code):
        return self.env["res.partner"].search([("client_code", "=", code)])

    def inbox(self, code):
        return self.env["field.winpneu.client"].search([("code", "=", code)])

    def change(self, code, **values):
        names = ", ".join(f'"{name}" = %s' for name in values)
        self.winpneu.execute(
            f"UPDATE dbo.client SET {names} WHERE c_client = %s",
            [*values.values(), code],
        )

    # ------------------------------------------------------------------
    # Clients
    # ------------------------------------------------------------------

    def test_a_new_client_arrives_with_its_sheet(self):
        """S3-14, S3-66, S3-88…S3-111: annexe 2, agency and rep by their codes."""
        self.add(c_fam_client="ZZ", contact_divers_4="port@garage.example")
        self.backend.creates_codes = True
        run = self.read_all()
        self.assertEqual((run.client_count, run.client_changed_count), (1, 1))
        client = self.find("NOUVEAU")
        self.assertEqual(client.field_status, "client")
        self.assertEqual(client.name, "Garage Nouveau")
        self.assertEqual((client.zip, client.city), ("35400", "Saint-Malo"))
        self.assertEqual(client.agency_id, self.agency)
        self.assertEqual(client.user_id, self.rep)
        self.assertEqual(client.country_id.code, "FR")
        self.assertEqual(client.payment_days, 45)
        self.assertEqual(
            client.company_creation_date, fields.Date.to_date("2012-06-01")
        )
        self.assertEqual(client.category_code_id.code, "ZZ")
        self.assertEqual(client.email, "port@garage.example")
        self.assertTrue(client.ref)

    def test_only_what_changed_is_touched(self):
        """S3-65: a second read writes nothing."""
        self.add()
        self.read_all()
        written = self.find("NOUVEAU").write_date
        self.assertEqual(self.read_all().client_changed_count, 0)
        self.assertEqual(self.find("NOUVEAU").write_date, written)
        self.change("NOUVEAU", ville_fac="Dinard")
        self.assertEqual(self.read_all().client_changed_count, 1)
        self.assertEqual(self.find("NOUVEAU").city, "Dinard")

    def test_revenue_of_two_years(self):
        """S3-15: summed by client, of the year and the one before."""
        year = datetime.now().year
        self.add()
        for amount, back in ((100.5, 0), (20, 0), (75, 1), (9999, 2)):
            self.winpneu.execute(
                "INSERT INTO dbo.client_ca VALUES (%s, %s, %s)",
                ("NOUVEAU", year - back, amount),
            )
        self.read_all()
        client = self.find("NOUVEAU")
        self.assertEqual(client.revenue_current, 120.5)
        self.assertEqual(client.revenue_previous, 75)

    def test_prospects_are_never_overwritten(self):
        """S3-66, S3-50: a code that a prospect has puts winpneu's row aside."""
        self.prospect.client_code = "PROSP"
        self.add("PROSP", "Autre nom")
        run = self.read_all()
        self.assertEqual(run.quarantined_count, 1)
        self.assertEqual(self.prospect.name, "GAEC du Bois Joli")
        self.assertIn("prospects are not overwritten", self.inbox("PROSP").reason)

    def test_bad_rows_wait_in_quarantine(self):
        """S3-64: each with its reason; the others go on; mended, they are taken."""
        self.add("BON")
        self.add("AGENCE", c_agence="NULL")
        self.add("REP", c_rep="R999")
        self.add("PAGE", "SociÃ©tÃ© du Port")
        self.add("CTRL", "Garage \x81 du Port")
        self.add("DATE", date_creation_ste=datetime(1066, 1, 1))
        self.add("DOUBLE", "Garage Un")
        self.add("DOUBLE", "Garage Deux")
        self.add("CA")
        self.add("IBAN", iban="FR1420041010050500013M02607")
        self.add("NOM", "  ")
        # Here it is wider than annexe 2 says.
        self.winpneu.execute("ALTER TABLE dbo.client ALTER nom_client TYPE char(60)")
        self.add("LONG", "Garage " * 6)
        self.add("", "Sans code")
        self.winpneu.execute(
            "INSERT INTO dbo.client_ca VALUES ('CA', %s, -5)", [datetime.now().year]
        )
        run = self.read_all()
        self.assertTrue(self.find("BON"))
        reasons = {
            "AGENCE": "no list here has the code “NULL”",
            "REP": "no list here has the code “R999”",
            "PAGE": "another code page",
            "CTRL": "another code page",
            "DATE": "is not a date",
            "DOUBLE": "several clients with this code",
            "CA": "is negative",
            "IBAN": "cannot be a bank account",
            "NOM": "no name",
            "LONG": "has 41 characters, the limit is 35",
            "": "1 clients of winpneu have no code",
        }
        for code, reason in reasons.items():
            with self.subTest(code):
                found = self.inbox(code)
                self.assertEqual(found.state, "quarantined")
                self.assertIn(reason, found.reason)
                self.assertFalse(code and self.find(code))
        # The one without a code is counted when the read ends.
        self.assertEqual(run.quarantined_count, len(reasons) - 1)
        self.assertEqual(self.read_all().quarantined_count, 0, "told once")
        self.change("REP", c_rep="R001")
        self.assertEqual(self.read_all().client_changed_count, 1)
        self.assertEqual(self.inbox("REP").state, "taken")

    def test_what_the_base_refuses_waits_alone(self):
        """S3-64: the others that were read with it are taken."""
        codes = [f"N{number}" for number in range(7)]
        for code in codes:
            self.add(code, f"Garage {code}")
        drawn = self.env["ir.sequence"]._next_batch_by_code("field.partner.ref", 1)[0]
        taken = f"{drawn[:-3]}{int(drawn[-3:]) + 4:03d}"
        self.env["res.partner"].create(
            {"name": "Déjà là", "field_status": "client", "ref": taken}
        )
        with mute_logger("odoo.sql_db"):
            run = self.read_all()
        self.assertEqual((run.client_changed_count, run.quarantined_count), (6, 1))
        (refused,) = [code for code in codes if not self.find(code)]
        self.assertEqual(refused, "N3")
        self.assertNotIn("imported", self.inbox(refused).reason)
        self.assertEqual(self.read_all().client_changed_count, 1)
        self.assertTrue(self.find(refused))

    def test_a_client_that_winpneu_lost_is_said(self):
        """S3-64: nothing is deleted here."""
        self.add()
        self.read_all()
        self.winpneu.execute("DELETE FROM dbo.client")
        self.read_all()
        self.assertEqual(self.inbox("NOUVEAU").state, "gone")
        self.assertTrue(self.find("NOUVEAU").active)

    # ------------------------------------------------------------------
    # Changed on both sides
    # ------------------------------------------------------------------

    def _both(self, rule, later=True):
        self.add()
        self.read_all()
        column = self.backend.column_ids.filtered(lambda one: one.name == "ville_fac")
        column.rule = rule
        client = self.find("NOUVEAU")
        client.city = "Cancale"
        self.change("NOUVEAU", ville_fac="Dinard", adr2_fac="Quai 3")
        inbox = self.inbox("NOUVEAU")
        shift = timedelta(hours=-1 if later else 1)
        inbox.read_on = client.write_date + shift
        self.env.flush_all()
        self.read_all()
        self.assertEqual(client.street2, "Quai 3", "changed there only")
        conflict = self.env["field.winpneu.conflict"].search(
            [("partner_id", "=", client.id)]
        )
        self.assertEqual(len(conflict), 1)
        self.assertEqual(
            (conflict.base, conflict.theirs, conflict.ours),
            ("Saint-Malo", "Dinard", "Cancale"),
        )
        return client.city, conflict.winner

    def test_winpneu_wins_by_default(self):
        """S3-66: the ERP invoices; the conflict is kept to be read."""
        self.assertEqual(self._both("winpneu"), ("Dinard", "winpneu"))

    def test_ours_may_win(self):
        """S3-66: field by field."""
        self.assertEqual(self._both("ours"), ("Cancale", "ours"))

    def test_the_newest_may_win(self):
        """S3-66: ours, when it was written after winpneu was last read."""
        self.assertEqual(self._both("newest"), ("Cancale", "ours"))

    def test_the_newest_may_be_theirs(self):
        """S3-66: and theirs otherwise."""
        self.assertEqual(self._both("newest", later=False), ("Dinard", "winpneu"))

    def test_changed_here_only_stays(self):
        """S3-66: winpneu has nothing new to say."""
        self.add()
        self.read_all()
        self.find("NOUVEAU").city = "Cancale"
        self.change("NOUVEAU", adr2_fac="Quai 3")
        self.read_all()
        self.assertEqual(self.find("NOUVEAU").city, "Cancale")
        self.assertFalse(self.env["field.winpneu.conflict"].search([]))

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------

    def _history(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["field.winpneu.relation"].search(domain)

    def test_the_history_of_a_client(self):
        """S3-16, S3-28…S3-31: litigations hidden but kept, no archived rows."""
        self.winpneu.add_relation("GUERIN", "Appel", commentaire="Rappeler\r\nlundi")
        self.winpneu.add_relation("GUERIN", "Litige", origine_relation="LIT")
        self.winpneu.add_relation("GUERIN", "Vieux", c_archive="O")
        self.winpneu.add_relation("GUERIN", "Fournisseur", type_entite="F")
        self.read_all()
        rows = self._history(partner_id=self.client.id)
        self.assertEqual(set(rows.mapped("subject")), {"Appel", "Litige"})
        self.assertIn("Rappeler\nlundi", rows.mapped("comment"))
        client = self.client.with_user(self.rep)
        self.assertEqual(client.winpneu_relation_count, 1)
        action = client.action_open_winpneu_history()
        self.assertTrue(action["context"]["search_default_no_litigation"])
        found = self.env["field.winpneu.relation"].with_user(self.rep)
        self.assertEqual(len(found.search(action["domain"])), 2)

    def test_the_history_follows_winpneu(self):
        """S3-29, S3-31: what is archived there goes here; alike rows are two."""
        for _time in range(2):
            self.winpneu.add_relation("GUERIN", "Appel")
        self.winpneu.add_relation("GUERIN", "Livraison")
        self.assertEqual(self.read_all().history_count, 3)
        self.assertEqual(self.read_all().history_count, 0)
        self.winpneu.execute(
            "UPDATE dbo.client_relation SET c_archive = 'O' WHERE objet = 'Livraison'"
        )
        self.read_all()
        self.assertEqual(self._history().mapped("subject"), ["Appel", "Appel"])
        self.winpneu.execute("UPDATE dbo.client_relation SET c_archive = 'O'")
        self.read_all()
        self.assertFalse(self._history())

    def test_rows_of_nobody_wait(self):
        """S3-64: orphan codes and invalid dates; linked when their client arrives."""
        self.winpneu.add_relation("NOUVEAU", "Orphelin")
        self.winpneu.add_relation(
            "GUERIN", "An mil", date_relation=datetime(1000, 1, 1)
        )
        self.assertEqual(self.read_all().quarantined_count, 2)
        self.assertFalse(self._history(partner_id=self.client.id))
        self.assertIn("not a date", self._history(code="GUERIN").problem)
        self.add()
        self.read_all()
        orphan = self._history(code="NOUVEAU")
        self.assertEqual(orphan.partner_id, self.find("NOUVEAU"))
        self.assertFalse(orphan.problem)

    def test_what_we_write_comes_back_once(self):
        """S3-29: our own row is one row of the history, marked as ours."""
        self.visit(comment="Tout va bien")
        with self.steps("_send", "_read_history"):
            self.run_bridge()
            self.run_bridge()
        row = self._history(partner_id=self.client.id)
        self.assertEqual(len(row), 1)
        self.assertTrue(row.is_ours)
        self.assertEqual(row.user_id, self.rep)

    def test_old_rows_of_ours_are_archived(self):
        """S3-76: after the configured delay, and only what the CRM wrote."""
        old = datetime.now() - timedelta(days=400)
        self.winpneu.add_relation("GUERIN", "Visite du", origine_relation="CRV")
        self.winpneu.add_relation(
            "GUERIN", "Vieille visite", origine_relation="CRV", date_relation=old
        )
        self.winpneu.add_relation("GUERIN", "Appel", date_relation=old)
        self.winpneu.execute(
            "UPDATE dbo.client_relation SET date_relation = now() "
            "WHERE objet = 'Visite du'"
        )
        with self.steps("_archive"):
            self.assertEqual(self.run_bridge().archived_count, 0, "never by default")
            self.company.field_winpneu_archive_months = 12
            self.assertEqual(self.run_bridge().archived_count, 1)
        archived = [
            row["objet"] for row in self.winpneu.relations() if row["c_archive"] == "O"
        ]
        self.assertEqual(archived, ["Vieille visite"])

    def test_reps_see_the_history_and_nothing_else(self):
        """S3-64, S0-12: the inbox and the conflicts are the administrator's."""
        self.winpneu.add_relation("GUERIN", "Appel")
        self.winpneu.add_relation("PERSONNE", "Orphelin")
        self.read_all()
        for user in (self.rep, self.accountant, self.manager):
            found = self.env["field.winpneu.relation"].with_user(user).search([])
            self.assertEqual(found.mapped("subject"), ["Appel"])
            with self.assertRaises(AccessError):
                found.write({"subject": "Autre"})
            for model in ("field.winpneu.client", "field.winpneu.conflict"):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))
        self.assertEqual(
            len(self.env["field.winpneu.relation"].with_user(self.admin).search([])), 2
        )

import re
import time
from datetime import datetime, timedelta
from functools import partial

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.field_crm_winpneu_bridge.engine.winpneu import (
    ConnectionTrouble,
    Reader,
)
from odoo.addons.field_crm_winpneu_bridge.models.into import (
    field_winpneu_client_reader_mixin,
)

from .winpneu_common import WinpneuReadCase


@tagged("post_install", "-at_install")
class TestWinpneuInto(WinpneuReadCase):
    """winpneu's clients stand here."""

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
        numbers = [self._draw_number()]
        self.read_all()
        numbers.append(self._draw_number())
        self.assertEqual(numbers[1], numbers[0] + 1, "numbers are not wasted on them")
        self.change("REP", c_rep="R001")
        self.assertEqual(self.read_all().client_changed_count, 1)
        self.assertEqual(self.inbox("REP").state, "taken")

    def _draw_number(self):
        drawn = self.env["ir.sequence"]._next_batch_by_code("field.partner.ref", 1)[0]
        return int("".join(filter(str.isdigit, drawn)))

    def test_what_the_base_refuses_waits_alone(self):
        """S3-64: the others that were read with it are taken."""
        codes = [f"N{number}" for number in range(7)]
        for code in codes:
            self.add(code, f"Garage {code}")
        drawn = self.env["ir.sequence"]._next_batch_by_code("field.partner.ref", 1)[0]
        head, number = re.fullmatch(r"(\D*)(\d+)", drawn).groups()
        taken = f"{head}{int(number) + 4:0{len(number)}}"
        self.env["res.partner"].create(
            {"name": "Déjà là", "field_status": "client", "ref": taken}
        )
        with mute_logger("odoo.sql_db"):
            run = self.read_all()
        self.assertEqual((run.client_changed_count, run.quarantined_count), (6, 1))
        (refused,) = [code for code in codes if not self.find(code)]
        self.assertEqual(refused, "N3")
        for code in codes:
            self.assertEqual(self.inbox(code).partner_id, self.find(code))
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

    def test_winpneu_is_not_hindered(self):
        """S3-64: while we work, no transaction is open there and nobody waits."""
        for number in range(5):
            self.add(f"C{number}", f"Garage {number}")
        model, original, seen = type(self.backend), type(self.backend)._take_clients, []

        def take(backend, *args):
            seen.append(self._is_left_alone())
            self.winpneu.execute(
                "SET lock_timeout = '200ms'; LOCK TABLE dbo.client; "
                "UPDATE dbo.client SET ville_fac = 'Dinan'"
            )
            return original(backend, *args)

        self.patch(model, "_take_clients", take)
        self.read_by(2)
        self.read_all()
        self.assertEqual(seen, [True] * 3)

    def read_by(self, count):
        """So many clients are read, and written, at a time."""
        mixin = field_winpneu_client_reader_mixin
        self.patch(mixin, "Reader", partial(Reader, chunk=count))
        self.patch(mixin, "_FIRST", count)
        self.patch(mixin, "_TOGETHER", count)

    def _is_left_alone(self):
        """Whether we have no transaction open, once the next piece has been read."""
        for _attempt in range(50):
            states = self.winpneu.execute(
                "SELECT state FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND datname = current_database()"
            )
            if states == [("idle",)]:
                return True
            time.sleep(0.1)
        return False

    def test_what_winpneu_has_not_committed_is_not_read(self):
        """S3-64: nor waited for."""
        self.add()
        with self.winpneu.uncommitted("UPDATE dbo.client SET ville_fac = 'Dinan'"):
            self.read_all()
        self.assertEqual(self.find("NOUVEAU").city, "Saint-Malo")

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

    def test_a_read_that_breaks_off_keeps_what_was_taken(self):
        """S3-64: winpneu goes away in the middle; the next run reads the rest."""
        for number in range(6):
            self.add(f"C{number}", f"Garage {number}")
        original, count = Reader.revenues, [0]

        def revenues(reader, *args):
            count[0] += 1
            if count[0] == 3:
                raise ConnectionTrouble("broken", "08S01", "cut")
            return original(reader, *args)

        self.read_by(2)
        with self.steps("_read_clients"):
            self.patch(Reader, "revenues", revenues)
            run = self.run_bridge()
            self.assertEqual((run.state, run.client_changed_count), ("failed", 4))
            self.assertEqual(self.run_bridge().client_changed_count, 2)
        self.assertFalse(
            self.env["field.winpneu.client"].search([("state", "=", "gone")])
        )

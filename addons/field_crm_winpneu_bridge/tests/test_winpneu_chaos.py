import random
import threading
from collections import Counter, defaultdict

from odoo.tests import tagged
from odoo.tools import config, mute_logger

from odoo.addons.field_crm_winpneu_bridge.models.out import (
    field_winpneu_sender_mixin,
)

from .proxy import BadNetwork
from .winpneu_common import WinpneuCase

_SEED = 20260312
_VISITS, _CLIENTS = 160, 12
_MOST_RUNS = 400


class Killed(BaseException):
    """The bridge ends here, as by SIGKILL."""


@tagged("post_install", "-at_install")
class TestWinpneuChaos(WinpneuCase):
    """Cut, delayed, half delivered, killed: nothing lost, nothing doubled, in order.

    ``./fieldcrm bench bridge`` does it with 10,000 rows, real processes and a real
    server that crashes.
    """

    def setUp(self):
        super().setUp()
        self.chance = random.Random(_SEED)
        column = "ALTER TABLE dbo.client_relation {} COLUMN seq"
        self.winpneu.execute(f"{column.format('ADD')} bigserial")
        self.addCleanup(self.winpneu.execute, column.format("DROP"))
        self.clients = self.env["res.partner"].create(
            [
                {
                    "name": f"Client {number}",
                    "field_status": "client",
                    "client_code": f"CHAOS{number}",
                }
                for number in range(_CLIENTS)
            ]
        )

    def _make_visits(self, count):
        for number in range(count):
            self.visit(self.clients[number % _CLIENTS], comment=f"No {number}.")

    def _network(self, **values):
        host = config["db_host"] or "/var/run/postgresql"
        port = config["db_port"] or 5432
        target = f"{host}/.s.PGSQL.{port}" if host[0] == "/" else f"{host}:{port}"
        network = BadNetwork(target, _SEED, **values)
        self.addCleanup(network.close)
        self.backend.write({"server": "127.0.0.1", "port": network.port})
        return network

    def _kill_at_random(self):
        """Die at random between winpneu's commit and ours."""
        model = type(self.backend)
        original = model._note_results
        kills = []

        def note(backend, results, run_id):
            if self.chance.random() < 0.4:
                kills.append(run_id)
                raise Killed
            return original(backend, results, run_id)

        self.patch(model, "_note_results", note)
        return kills

    def _terminate_at_random(self):
        """Throw the bridge out of the server, whatever it is doing."""
        stopped = threading.Event()
        chance = random.Random(_SEED)

        def terminate():
            while not stopped.wait(chance.uniform(0.05, 0.5)):
                self.winpneu.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

        thread = threading.Thread(target=terminate, daemon=True)
        thread.start()

        def stop():
            stopped.set()
            thread.join()

        self.addCleanup(stop)
        return stop

    def _run_until_sent(self):
        runs = 0
        while self.events(state="waiting"):
            runs += 1
            self.assertLess(runs, _MOST_RUNS, "it does not come to an end")
            try:
                self.send()
            except Killed:
                self.env.invalidate_all()
        return runs

    def _assert_each_once_in_order(self, count):
        found = defaultdict(list)
        for row in self.winpneu.relations(order="seq"):
            number = int(row["commentaire"].split()[1].rstrip("."))
            found[row["c_entite"]].append(number)
        numbers = Counter(number for rows in found.values() for number in rows)
        self.assertEqual(set(numbers), set(range(count)), "lost")
        self.assertFalse([n for n, times in numbers.items() if times > 1], "doubled")
        for code, rows in found.items():
            self.assertEqual(rows, sorted(rows), f"order of {code}")

    @mute_logger("odoo.sql_db")
    def test_a_bad_network_and_a_mortal_bridge(self):
        """S3-64, S3-73: compared row by row at the end."""
        self.patch_batch(8)
        self._make_visits(_VISITS)
        network = self._network(cuts=0.01, delays=0.004)
        kills = self._kill_at_random()
        stop = self._terminate_at_random()
        runs = self._run_until_sent()
        stop()
        self._assert_each_once_in_order(_VISITS)
        self.assertEqual(set(self.events().mapped("state")), {"sent"})
        # Else the test would prove nothing.
        self.assertGreater(len(kills), 3)
        self.assertGreater(network.cut_count + runs, 10)

    @mute_logger("odoo.sql_db")
    def test_names_inside_rows_survive_as_well(self):
        """S3-73: the same without a ledger."""
        self.backend.ledger_table = False
        self.patch_batch(9)
        self._make_visits(60)
        self._network(cuts=0.01, delays=0.004)
        self._kill_at_random()
        self._run_until_sent()
        self._assert_each_once_in_order(60)

    def patch_batch(self, size):
        """Smaller batches: more moments to die at."""
        self.patch(field_winpneu_sender_mixin, "_BATCH", size)

    def test_a_winpneu_that_is_down_is_asked_less_often(self):
        """S3-64: after 1, 2, 4 … 60 minutes; the first success forgets it."""
        server = self.backend.server
        self.backend.write({"server": "127.0.0.1", "port": 1})
        self._make_visits(3)
        waits = []
        for _failure in range(8):
            self.assertEqual(self.send().state, "failed")
            waits.append(self.backend.next_run_on - self.backend.last_run_id.ended_on)
        minutes = [wait.total_seconds() // 60 for wait in waits]
        self.assertEqual(minutes, [1, 2, 4, 8, 16, 32, 60, 60])
        self.backend.write({"server": server, "port": config["db_port"] or 0})
        run = self.send()
        self.assertEqual((run.sent_count, self.backend.failures), (3, 0))

import os

from odoo.tests import tagged

from odoo.addons.field_crm_winpneu_bridge.models.demo import field_winpneu_demo

from .winpneu_common import StandIn, WinpneuCase


@tagged("post_install", "-at_install")
class TestWinpneuDemo(WinpneuCase):
    """What `./fieldcrm demo` shows of the bridge."""

    def setUp(self):
        super().setUp()
        self.patch(field_winpneu_demo, "_CLIENTS", 30)
        self.patch(field_winpneu_demo, "_HISTORY", 400)
        # A company has one that is at work.
        self.backend.active = False
        self.env.flush_all()
        self.standin = StandIn(f"{self.env.cr.dbname}_demo")
        self.standin.begin()
        self.addCleanup(self.standin.drop)

    def test_a_newcomer_finds_a_winpneu_that_has_been_read(self):
        """S3-14, S3-16, S3-64: clients, history, a few in quarantine; then it runs."""
        known = {
            "server": self.backend.server,
            "port": self.backend.port,
            "database": self.standin.name,
            "login": self.backend.login,
        }
        self.env["field.winpneu.demo"].with_context(demo_winpneu=known)._load_demo()
        backend = self.env.ref("field_crm_winpneu_bridge.backend_demo")
        run = backend.last_run_id
        self.assertEqual((run.state, run.error), ("done", False))
        self.assertGreaterEqual(run.client_changed_count, 30)
        self.assertGreater(run.history_count, 300)
        self.assertGreater(backend.quarantine_count, 2)
        self.assertFalse(backend.is_paused)
        self.assertEqual((backend.failed_count, backend.difference_count), (1, 0))
        self.env.ref("base.user_admin").winpneu_user_code = "AD01"
        self.events(state="failed").with_user(self.admin).action_retry()
        self.visit()
        self.assertEqual(self.run_bridge(backend).sent_count, 2)
        backend._compare(self.env["field.work"])
        # Those in quarantine.
        self.assertEqual(set(backend.difference_ids.mapped("kind")), {"only_there"})

    def test_without_a_driver_there_is_none(self):
        """S3-64: the demo goes without the ERP then."""
        environment = {**os.environ}
        del environment["WINPNEU_DRIVER"]
        self.patch(os, "environ", environment)
        self.env["field.winpneu.demo"].with_context(demo_winpneu={})._load_demo()
        self.assertFalse(
            self.env.ref(
                "field_crm_winpneu_bridge.backend_demo", raise_if_not_found=False
            )
        )

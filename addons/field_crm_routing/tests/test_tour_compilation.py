from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..engine import search


@tagged("post_install", "-at_install")
class TestTourCompilation(TransactionCase):
    """S0-46: no planner waits for the search to be compiled."""

    def test_it_is_compiled_in_the_background(self):
        """Installing and updating ask for it, a job does it."""
        compilation = self.env["field.tour.compilation"]
        with trap_jobs() as trap:
            compilation._compile_later()
            trap.assert_jobs_count(1, only=compilation._compile)
            with patch.object(search, "warm_up") as warm_up:
                trap.perform_enqueued_jobs()
        warm_up.assert_called_once_with()

import logging
import re

from odoo.tests import HttpCase, no_retry, tagged


class _PassedCounter(logging.Handler):
    """Reads off the browser's log how many tests HOOT says it passed."""

    def __init__(self):
        super().__init__()
        self.passed = 0

    def emit(self, record):
        found = re.search(r"\[HOOT\] Passed (\d+) tests", record.getMessage())
        if found:
            self.passed = int(found[1])


@tagged("post_install", "-at_install")
class TestHoot(HttpCase):
    """The JavaScript unit tests of this add-on, in a real browser (S3-22)."""

    suite = "@field_crm"

    @no_retry
    def test_unit_desktop(self):
        """S3-22: every HOOT test passes, and some test ran at all."""
        counter = _PassedCounter()
        logger = self._logger.getChild("browser")
        logger.addHandler(counter)
        self.addCleanup(logger.removeHandler, counter)
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={self._get_job_id(self.suite)}",
            code="",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )
        self.assertGreater(counter.passed, 0, f"no HOOT test in {self.suite} ran")

    @staticmethod
    def _get_job_id(name):
        """Identifier that HOOT gives to a suite: a 32-bit hash of its name."""
        value = 0
        for character in name:
            value = (value * 31 + ord(character)) & 0xFFFFFFFF
        return f"{value:08x}"

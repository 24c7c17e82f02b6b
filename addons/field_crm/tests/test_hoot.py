import logging
import re

from odoo.tests import HttpCase, no_retry, tagged


class _PassedCounter(logging.Handler):
    """Reads off the browser's log how many tests of a suite passed.

    HOOT runs all there is when it does not know the suite it was asked for: its total
    proves nothing.
    """

    def __init__(self, suite):
        super().__init__()
        self.passed = 0
        self._pattern = re.compile(rf'"{re.escape(suite)}" ended \(passed: (\d+)')

    def emit(self, record):
        found = self._pattern.search(record.getMessage())
        if found:
            self.passed = int(found[1])


@tagged("post_install", "-at_install")
class TestHoot(HttpCase):
    """The JavaScript unit tests of this add-on, in a real browser (S3-22)."""

    suite = "@field_crm"

    @no_retry
    def test_unit_desktop(self):
        """S3-22: every HOOT test passes, and some test ran at all."""
        counter = _PassedCounter(self.suite)
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

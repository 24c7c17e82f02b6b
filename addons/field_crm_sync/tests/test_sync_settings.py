from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncSettings(SyncCase):
    """What the administrator sets reaches the phones."""

    def test_parameters_reach_the_phone(self):
        """S3-10, S3-74, S3-113, AMB-12: freshness, history, distance, PIN."""
        settings = self.env["field.settings"].with_user(self.admin)
        settings.create(
            {
                "field_freshness_hours": 12,
                "field_check_in_metres": 250,
                "field_pin_required": True,
            }
        )
        phone = self.phone()
        phone.pull()
        parameters = phone.document["parameters"]
        self.assertEqual(parameters["freshness_hours"], 12)
        self.assertEqual(parameters["check_in_metres"], 250)
        self.assertTrue(parameters["pin_required"])

    def test_bounds(self):
        """S3-74: named, with the value and the limits."""
        with self.assert_refused("not between 1 and 720", ValidationError):
            self.company.field_freshness_hours = 0

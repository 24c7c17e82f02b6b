from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import FieldCrmCase
from odoo.addons.field_crm.tests.test_access_matrix import AccessMatrix

# The same table stands in docs/design/rights.md; record rules narrow it further.
TABLE = """
| model | portal | public | employee | rep | accountant | manager | administrator |
|---|---|---|---|---|---|---|---|
| `field.conflict` | – | – | – | – | – | r | r |
| `field.device` | – | – | – | r | – | r | r |
| `field.mutation` | – | – | – | r | – | r | r |
| `field.seal.key` | – | – | – | – | – | – | – |
| `field.upload` | – | – | – | – | – | r | r |
| `field.upload.part` | – | – | – | – | – | – | – |
"""


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrix, FieldCrmCase):
    """What each role may do to each model of the app."""

    def test_rights_are_those_of_the_table(self):
        """S3-64: reps see their own phones and actions, managers all of them."""
        self.assert_rights("field_crm_sync", TABLE)

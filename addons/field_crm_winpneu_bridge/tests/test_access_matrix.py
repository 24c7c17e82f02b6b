from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import FieldCrmCase
from odoo.addons.field_crm.tests.test_access_matrix import AccessMatrix

# The same table stands in docs/design/rights.md; record rules narrow it further.
TABLE = """
| model | portal | public | employee | rep | accountant | manager | administrator |
|---|---|---|---|---|---|---|---|
| `field.winpneu.backend` | – | – | – | – | – | – | crud |
| `field.winpneu.client` | – | – | – | – | – | – | r |
| `field.winpneu.column` | – | – | – | – | – | – | ru |
| `field.winpneu.conflict` | – | – | – | – | – | – | r |
| `field.winpneu.counter` | – | – | – | – | – | – | – |
| `field.winpneu.difference` | – | – | – | – | – | – | r |
| `field.winpneu.event` | – | – | – | – | – | – | r |
| `field.winpneu.give.up.wizard` | – | – | – | – | – | – | crud |
| `field.winpneu.run` | – | – | – | – | – | – | r |
"""


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrix, FieldCrmCase):
    """What each role may do to each model of the bridge."""

    def test_rights_are_those_of_the_table(self):
        """S3-64: the bridge is the administrator's alone."""
        self.assert_rights("field_crm_winpneu_bridge", TABLE)

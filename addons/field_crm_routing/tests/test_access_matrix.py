from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import FieldCrmCase
from odoo.addons.field_crm.tests.test_access_matrix import AccessMatrix

# The same table stands in docs/design/rights.md; record rules narrow it further.
TABLE = """
| model | portal | public | employee | rep | accountant | manager | administrator |
|---|---|---|---|---|---|---|---|
| `field.absence` | – | – | – | r | – | crud | crud |
| `field.fuel` | – | – | – | r | – | cru | crud |
| `field.resource` | – | – | – | r | – | cru | crud |
| `field.sectorisation` | – | – | – | – | – | crud | crud |
| `field.sectorisation.line` | – | – | – | – | – | crud | crud |
| `field.skill` | – | – | r | r | r | cru | crud |
| `field.tour` | – | – | – | r | – | crud | crud |
| `field.tour.absence.wizard` | – | – | – | – | – | crud | crud |
| `field.tour.change` | – | – | – | – | – | crud | crud |
| `field.tour.client.wizard` | – | – | – | – | – | crud | crud |
| `field.tour.plan` | – | – | – | – | – | crud | crud |
| `field.tour.sector` | – | – | – | – | – | crud | crud |
| `field.tour.stop` | – | – | – | r | – | crud | crud |
| `field.traffic` | – | – | – | – | – | r | crud |
| `field.travel.road` | – | – | – | – | – | – | – |
| `field.travel.row` | – | – | – | – | – | – | – |
| `field.vehicle.consumption` | – | – | – | r | – | crud | crud |
| `field.vehicle.type` | – | – | r | r | r | cru | crud |
"""


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrix, FieldCrmCase):
    """What each role may do to each model of the tours."""

    def test_rights_are_those_of_the_table(self):
        """S0-04, S0-12: a model that the table does not name may not exist."""
        self.assert_rights("field_crm_routing", TABLE)

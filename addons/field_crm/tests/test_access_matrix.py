from odoo.tests import tagged

from .common import FieldCrmCase
from .our_models import our_models

ROLES = ("portal", "public", "employee", "rep", "accountant", "manager", "admin")
OPERATIONS = {"create": "c", "read": "r", "write": "u", "unlink": "d"}

# The same table stands in docs/design/rights.md; record rules narrow it further.
TABLE = """
| model | portal | public | employee | rep | accountant | manager | administrator |
|---|---|---|---|---|---|---|---|
| `field.agency` | – | – | r | r | cru | r | crud |
| `field.answer.wizard` | – | – | – | crud | – | crud | crud |
| `field.booking.column` | – | – | – | – | – | r | crud |
| `field.booking.hit` | – | – | – | – | – | – | – |
| `field.booking.page` | – | – | – | – | – | r | crud |
| `field.booking.refusal.wizard` | – | – | – | – | – | crud | crud |
| `field.booking.request` | – | – | – | – | – | ru | rud |
| `field.client.category` | – | – | r | r | cru | r | crud |
| `field.client.subcategory` | – | – | r | r | cru | r | crud |
| `field.closure` | – | – | r | crud | crud | crud | crud |
| `field.consent` | – | – | – | – | cr | cr | cr |
| `field.consent.purpose` | – | – | r | r | r | r | crud |
| `field.contact.group` | – | – | r | r | r | r | crud |
| `field.conversion.request` | – | – | – | cr | ru | cr | cru |
| `field.conversion.wizard` | – | – | – | crud | – | crud | crud |
| `field.copy.list.wizard` | – | – | – | – | – | – | crud |
| `field.double` | – | – | – | – | r | r | r |
| `field.double.exception` | – | – | – | – | r | r | r |
| `field.double.pair` | – | – | – | – | r | r | r |
| `field.double.search` | – | – | – | – | cru | cru | cru |
| `field.error` | – | – | – | – | – | – | r |
| `field.export` | – | – | – | – | rd | rd | rd |
| `field.export.column` | – | – | – | – | crud | crud | crud |
| `field.export.wizard` | – | – | – | – | crud | crud | crud |
| `field.geocode.cache` | – | – | – | – | – | – | – |
| `field.geocoder` | – | – | – | – | – | – | r |
| `field.history` | – | – | – | r | r | r | r |
| `field.hours.candidate` | – | – | – | crud | crud | crud | crud |
| `field.hours.wizard` | – | – | – | crud | crud | crud | crud |
| `field.import` | – | – | – | – | cru | cru | cru |
| `field.import.change` | – | – | – | – | r | r | r |
| `field.import.column` | – | – | – | – | ru | ru | ru |
| `field.import.problem` | – | – | – | – | r | r | r |
| `field.import.template` | – | – | – | – | crud | crud | crud |
| `field.import.trace` | – | – | – | – | – | – | – |
| `field.merge` | – | – | – | – | r | r | r |
| `field.mission.link` | – | – | – | crud | – | crud | crud |
| `field.modification.request` | – | – | – | r | ru | r | ru |
| `field.modification.request.line` | – | – | – | r | r | r | r |
| `field.modification.wizard` | – | – | – | crud | crud | crud | crud |
| `field.opening.hour` | – | – | r | crud | crud | crud | crud |
| `field.opportunity.wait` | – | – | – | crud | – | crud | crud |
| `field.own.list` | – | – | r | r | r | r | ru |
| `field.own.wizard` | – | – | – | – | crud | crud | crud |
| `field.own.wizard.line` | – | – | – | – | crud | crud | crud |
| `field.park.line` | – | – | r | crud | crud | crud | crud |
| `field.park.type` | – | – | r | r | r | r | crud |
| `field.park.wizard` | – | – | – | crud | – | crud | crud |
| `field.park.wizard.line` | – | – | – | crud | – | crud | crud |
| `field.partner.alias` | – | – | r | r | r | r | r |
| `field.payment.mode` | – | – | r | r | cru | r | crud |
| `field.price.grid` | – | – | r | r | cru | r | crud |
| `field.probability` | – | – | r | r | r | r | crud |
| `field.property.wizard` | – | – | – | – | – | – | crud |
| `field.property.wizard.line` | – | – | – | – | – | – | crud |
| `field.prospect.finder` | – | – | – | crud | – | crud | crud |
| `field.quote.rejection` | – | – | – | crud | – | crud | crud |
| `field.reassignment` | – | – | – | – | – | crud | crud |
| `field.reassignment.line` | – | – | – | – | – | crud | crud |
| `field.refusal.wizard` | – | – | – | – | crud | – | crud |
| `field.region` | – | – | r | r | r | r | crud |
| `field.report.delivery` | – | – | – | – | r | r | r |
| `field.report.field` | – | – | – | r | r | r | crud |
| `field.report.subscription` | – | – | – | – | crud | crud | crud |
| `field.revisit.wizard` | – | – | – | crud | crud | crud | crud |
| `field.sector` | – | – | r | r | r | cru | crud |
| `field.settings` | – | – | – | – | – | – | cru |
| `field.sheet.code` | – | – | r | r | cru | r | crud |
| `field.sheet.field` | – | – | r | r | r | r | ru |
| `field.sla` | – | – | r | r | r | cru | crud |
| `field.user.link` | – | – | – | – | – | – | cru |
| `field.vehicle` | – | – | r | r | r | cru | crud |
| `field.visit` | – | – | – | cru | r | cru | crud |
| `field.visit.feedback` | – | – | – | r | r | r | rd |
| `field.visit.question` | – | – | – | r | r | r | crud |
| `field.visit.type` | – | – | r | r | r | r | crud |
| `field.work` | – | – | r | r | r | r | r |
| `field.work.progress` | – | – | – | – | – | – | – |
"""


def read_table(text):
    """{model: [letters of each role]} of a Markdown table."""
    rows = [
        [cell.strip().strip("`") for cell in line.strip("| ").split("|")]
        for line in text.strip().splitlines()[2:]
    ]
    return {row[0]: row[1:] for row in rows}


class AccessMatrix:
    """Mixed into a FieldCrmCase; an add-on's own test holds its own table."""

    def assert_rights(self, addon, table):
        """A model that the table does not name may not exist."""
        users = (
            self.portal,
            self.env.ref("base.public_user"),
            self.colleague,
            self.rep,
            self.accountant,
            self.manager,
            self.admin,
        )
        expected = read_table(table)
        models = our_models(self.env, addon)
        self.assertTrue(models, "no model: the test would prove nothing")
        self.assertFalse(set(expected) - set(models), "models that are gone")
        for model in models:
            with self.subTest(model):
                found = [self._letters(model, user) for user in users]
                row = " | ".join([f"| `{model}`", *found]) + " |"
                self.assertEqual(expected.get(model), found, f"now: {row}")

    def _letters(self, model, user):
        records = self.env[model].with_user(user)
        allowed = (OPERATIONS[one] for one in OPERATIONS if records.has_access(one))
        return "".join(allowed) or "–"


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrix, FieldCrmCase):
    """What each role may do to each model of ours, as one table."""

    def test_rights_are_those_of_the_table(self):
        """S0-04, S0-12: a model that the table does not name may not exist."""
        self.assert_rights("field_crm", TABLE)

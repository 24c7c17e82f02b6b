from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged


@tagged("post_install", "-at_install")
class TestDoubleConcurrency(BaseCase):
    """Two people merge the same records at the same moment."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            partners = self._env(cr)["res.partner"].create(
                [
                    {"name": f"À la fois {number}", "field_status": "client"}
                    for number in range(3)
                ]
            )
            self.ids = partners.ids
        self.addCleanup(self._clean)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _clean(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            env["field.merge"].search([("survivor_id", "in", self.ids)]).unlink()
            partners = (
                env["res.partner"].browse(self.ids).with_context(field_merging=True)
            )
            partners.write({"merged_into_id": False})
            partners.unlink()

    def test_overlapping_merges(self):
        """S1-18: the second is refused in words; nothing is half done."""
        one, other, third = self.ids
        with self.registry.cursor() as first, self.registry.cursor() as second:
            mine, theirs = self._env(first), self._env(second)
            mine["field.merge"].merge([one, other], one)
            with self.assertRaisesRegex(UserError, "."):
                theirs["field.merge"].merge([other, third], third)
            second.rollback()
            first.commit()
        with self.registry.cursor() as cr:
            partners = self._env(cr)["res.partner"].browse(self.ids)
            merged = [partner.merged_into_id.id for partner in partners]
            self.assertEqual(merged, [False, one, False])
            with self.assertRaises(UserError):
                self._env(cr)["field.merge"].merge([other, third], third)

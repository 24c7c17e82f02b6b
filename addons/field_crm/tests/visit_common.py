from odoo.tests import freeze_time

from .common import FieldCrmCase

NOW = "2026-03-31 10:00:00"


@freeze_time(NOW)
class FieldVisitCase(FieldCrmCase):
    """A fixed noon in Paris, where visits may lie 30 days back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.rep + cls.manager + cls.env.user).tz = "Europe/Paris"
        cls.company.field_visit_past_days = 30
        for lang in ("en_US", "fr_FR"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.company.partner_id.lang = "en_US"

    def _question(self, name):
        return self.env.ref(f"field_crm.{name}")

    def _visit(self, user=None, **values):
        values = {"partner_id": self.client.id, "state": "done", **values}
        return self.env["field.visit"].with_user(user or self.rep).create(values)

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestPark(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.light = cls.env.ref("field_crm.park_type_vl")
        cls.heavy = cls.env.ref("field_crm.park_type_pl")
        cls.client.park_line_ids = [
            (0, 0, {"park_type_id": cls.light.id, "vehicle_count": 3})
        ]

    def _counts(self):
        lines = self.client.park_line_ids
        return {line.park_type_id: line.vehicle_count for line in lines}

    def test_rep_counts_a_clients_park_at_a_desk(self):
        """S3-34: a rep counts the vehicles of a client, type by type."""
        wizard = (
            self.env["field.park.wizard"]
            .with_user(self.rep)
            .with_context(default_partner_id=self.client.id)
        )
        with Form(wizard) as form:
            for index in range(len(form.line_ids)):
                with form.line_ids.edit(index) as line:
                    if line.park_type_id == self.heavy:
                        line.vehicle_count = 12
        form.record.action_apply()
        self.assertEqual(self._counts(), {self.light: 3, self.heavy: 12})
        self.env.invalidate_all()
        message = self.client.message_ids[0]
        self.assertIn("PL & PLP: 0 → 12", message.preview)
        self.assertEqual(message.author_id, self.rep.partner_id)
        form.record.action_apply()
        self.env.invalidate_all()
        self.assertEqual(self.client.message_ids[0], message, "nothing has changed")

    def test_what_is_no_park_is_refused(self):
        """S3-34: numbers that are none, negative, and types that do not exist."""
        client = self.client.with_user(self.rep)
        light = self.light.id
        for counts in ({light: -1}, {light: 1.5}, {light: True}, {"x": 1}, {0: 1}):
            with self.assert_refused("is not possible"):
                client.action_set_park(counts)
        client.action_set_park({str(light): 0})
        self.assertEqual(self._counts(), {self.light: 0})

    def test_park_is_changed_by_that_method_only(self):
        """S3-34, S0-04, S3-36: reps pass by the method, not for hidden prospects."""
        line = self.client.park_line_ids.with_user(self.rep)
        self.assertEqual(line.vehicle_count, 3)
        for attempt in (
            lambda: line.write({"vehicle_count": 5}),
            lambda: line.unlink(),
            lambda: line.create(
                {"partner_id": self.client.id, "park_type_id": self.heavy.id}
            ),
            lambda: self.client.with_user(self.colleague).action_set_park({}),
            lambda: self.prospect.with_user(self.other_rep).action_set_park({}),
            lambda: self.prospect.with_user(self.accountant).action_set_park({}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.client.with_user(self.accountant).action_set_park({self.light.id: 4})
        self.assertEqual(self._counts(), {self.light: 4})

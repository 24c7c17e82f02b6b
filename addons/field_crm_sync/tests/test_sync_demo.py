from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import FieldCrmCase, speak_english

from ..models.demo import field_sync_demo


@tagged("post_install", "-at_install")
class TestSyncDemo(FieldCrmCase):
    """A newcomer sees phones, what they sent, and a conflict to settle."""

    def test_the_demo_goes_the_way_of_phones(self):
        """Each state that an administrator meets is there once, and nothing failed."""
        speak_english(self.env)
        Data = self.env["ir.model.data"]
        names = [phone[0] for phone in field_sync_demo._PHONES]
        users = (self.rep, self.other_rep, self.manager)
        for name, user in zip(names, users, strict=True):
            if not Data.search([("module", "=", "field_crm"), ("name", "=", name)]):
                Data.create(
                    {
                        "module": "field_crm",
                        "name": name,
                        "model": "res.users",
                        "res_id": user.id,
                    }
                )
        for name in names[:2]:
            user = self.env.ref(f"field_crm.{name}")
            for number in range(3):
                values = {"name": f"{name} {number}", "user_id": user.id}
                status = {"field_status": "client", "city": "Rennes", "zip": "35000"}
                self.env["res.partner"].create({**values, **status})
            values = {"name": f"Prospect {name}", "user_id": user.id}
            self.env["res.partner"].create({**values, "field_status": "prospect"})
        before = self.env["field.mutation"].search([])
        self.env["field.sync.demo"]._load_demo()
        lines = self.env["field.mutation"].search([]) - before
        states = sorted(lines.mapped("state"))
        self.assertEqual(states, ["applied", "applied", "conflict", "rejected"])
        self.assertEqual(
            sorted(self.env["field.device"].search([]).mapped("state")),
            ["active", "active", "revoked"],
        )
        conflict = self.env["field.conflict"].search([])
        self.assertEqual(conflict.mine_text, "gerant@exemple.fr")

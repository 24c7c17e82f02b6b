from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestOwnFieldManage(FieldCrmCase):
    """« Gérer les champs »: the list of own fields, by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own_list = cls.env["field.own.list"]
        cls.activity = cls.own_list._add("Activité 2020", "char")
        cls.level = cls.own_list._add("Niveau", "selection", ["Or", "Argent"])
        cls.gold, cls.silver = (
            key for key, _label in cls.own_list._describe()[1]["selection"]
        )
        cls.client.own_properties = {cls.activity: "Pneus", cls.level: cls.gold}
        cls.prospect.own_properties = {cls.level: cls.silver}

    def _open(self, user=None):
        user = user or self.accountant
        action = self.own_list.with_user(user).action_manage_fields()
        return self.env[action["res_model"]].with_user(user).browse(action["res_id"])

    def _labels(self):
        return [each["string"] for each in self.own_list._describe()]

    def test_add_order_rename(self):
        """S0-35: a name and a type of a list; values stay with their field."""
        wizard = self._open()
        with Form(wizard) as form:
            with form.line_ids.new() as line:
                line.label, line.kind = "Horaires spéciaux", "boolean"
            with form.line_ids.edit(0) as line:
                self.assertEqual(line.value_count, 1)
                line.label = "Activité 2021"
        wizard.line_ids[1].sequence = -1
        wizard.action_save()
        self.assertEqual(
            self._labels(), ["Niveau", "Activité 2021", "Horaires spéciaux"]
        )
        self.assertEqual(self.client.own_properties[self.activity], "Pneus")

    def test_delete_is_confirmed_and_logged(self):
        """S0-35: warned with the number of clients; a copy of the values stays."""
        wizard = self._open()
        with Form(wizard) as form:
            form.line_ids.remove(1)
            self.assertIn("Niveau (2 values)", form.lost_message)
        with self.assert_refused("Niveau (2 values)", UserError):
            wizard.action_save()
        self.assertEqual(self._labels(), ["Activité 2020", "Niveau"])
        wizard.action_delete_and_save()
        self.assertEqual(self._labels(), ["Activité 2020"])
        message = self.own_list._get().message_ids[0]
        self.assertIn("Deleted by accountant", message.body)
        book = load_workbook(BytesIO(message.attachment_ids.raw))
        self.assertEqual(
            set(book.active.iter_rows(min_row=2, values_only=True)),
            {
                ("C100", "Transports Guérin", "Niveau", "Or"),
                (self.prospect.ref, "GAEC du Bois Joli", "Niveau", "Argent"),
            },
        )
        self.assertTrue(message.with_user(self.admin).has_access("read"))
        for user in (self.rep, self.accountant, self.manager, self.colleague):
            self.assertFalse(message.with_user(user).has_access("read"), user.login)
            attachment = message.attachment_ids.with_user(user)
            self.assertFalse(attachment.has_access("read"), user.login)

    def test_values_of_deleted_fields_are_cleared(self):
        """S0-35: later, a thousand clients at a time, and nothing else with them."""
        wizard = self._open()
        wizard.line_ids[1].unlink()
        wizard.action_delete_and_save()
        self.env.flush_all()
        self.assertEqual(self.own_list._gc_removed_values(), (2, 2))
        self.assertEqual(self.own_list._gc_removed_values(), (0, 0))
        self.assertFalse(self.own_list._get().removed_names)
        self.assertEqual(self.client.own_properties._values, {self.activity: "Pneus"})
        self.assertFalse(self.prospect.own_properties._values)

    def test_choices(self):
        """S0-35: renamed they keep their values, removed they are asked about."""
        wizard = self._open()
        wizard.line_ids[1].options = "Platine\nArgent"
        self.assertFalse(wizard.lost_message)
        wizard.action_save()
        self.assertEqual(self.client.own_properties[self.level], "Platine")
        wizard = self._open()
        wizard.line_ids[1].options = "Platine\nBronze\nFer"
        self.assertIn("choice “Argent” of Niveau (1 values)", wizard.lost_message)
        wizard.action_delete_and_save()
        self.assertEqual(self.client.own_properties[self.level], "Platine")
        self.assertFalse(self.prospect.own_properties[self.level])
        message = self.own_list._get().message_ids[0]
        self.assertIn("Choices of “Niveau”: Argent", message.body)

    def test_two_people_at_once(self):
        """S0-35: what one adds is not deleted by the other, nor brought back."""
        first, second = self._open(), self._open(self.manager)
        added = self.own_list._add("Ajouté pendant ce temps", "date")
        first.line_ids[0].unlink()
        first.action_delete_and_save()
        self.assertEqual(self._labels(), ["Niveau", "Ajouté pendant ce temps"])
        second.line_ids[1].label = "Classe"
        second.action_save()
        self.assertEqual(self._labels(), ["Classe", "Ajouté pendant ce temps"])
        self.assertEqual(self.own_list._describe()[1]["name"], added)

    def test_refusals(self):
        """S0-35: no name twice, no empty list of choices, no change of type."""
        for values, message in (
            ({"label": "niveau "}, "is there twice"),
            ({"label": "x" * 101}, "100 at most"),
            ({"kind": "date"}, "cannot be chosen here"),
        ):
            wizard = self._open()
            wizard.line_ids[0].write(values)
            with self.assert_refused(message, UserError):
                wizard.action_save()
        wizard = self._open()
        wizard.line_ids[1].options = "\n"
        with self.assert_refused("Give the choices", UserError):
            wizard.action_delete_and_save()
        self.assertEqual(self._labels(), ["Activité 2020", "Niveau"])

    def test_who_may_not_manage(self):
        """S0-04, S0-35: neither reps nor colleagues; nor in another's list."""
        wizard = self._open()
        for user in (self.rep, self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self._open(user)
            with self.assertRaises(AccessError):
                wizard.with_user(user).action_delete_and_save()
        with self.assertRaises(AccessError):
            wizard.with_user(self.manager).action_save()
        self.assertEqual(self._labels(), ["Activité 2020", "Niveau"])

    def test_labels_are_text(self):
        """A label or a choice that looks like HTML is shown as it is typed."""
        trap = "<img src=x onerror=alert(1)>"
        name = self.own_list._add(trap, "selection", [trap])
        self.client.own_properties = {
            name: self.own_list._describe()[-1]["selection"][0][0]
        }
        wizard = self._open()
        wizard.line_ids[-1].unlink()
        wizard.action_delete_and_save()
        body = self.own_list._get().message_ids[0].body
        self.assertNotIn("<img", body)
        self.assertIn("&lt;img", body)

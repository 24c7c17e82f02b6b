import io

from openpyxl import load_workbook
from psycopg2.errors import RestrictViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import FieldCrmCase

GATE = {"name": "gate", "string": "Gate code", "type": "char"}
DOG = {"name": "dog", "string": "Dog", "type": "boolean"}
PARKING = {
    "name": "parking",
    "string": "Parking",
    "type": "selection",
    "selection": [["lorry", "Lorries"], ["car", "Cars"]],
}
MARGIN = {"name": "margin", "string": "Margin", "type": "float"}
EVIL = "<img src=x onerror=alert(1)>"


class ContactGroupCase(FieldCrmCase):
    """A group with two fields that reps see and one that they do not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sites = cls.env["field.contact.group"].create(
            {
                "name": "Sites",
                "properties_definition": [GATE, PARKING],
                "office_properties_definition": [MARGIN],
            }
        )
        cls.suppliers = cls.env["field.contact.group"].create(
            {"name": "Suppliers", "properties_definition": [DOG]}
        )
        (cls.client | cls.prospect).contact_group_id = cls.sites
        cls.client.write(
            {
                "group_properties": {"gate": "1234", "parking": "lorry"},
                "office_properties": {"margin": 12.5},
            }
        )
        cls.supplier = cls.env["res.partner"].create(
            {"name": "Garage Riou", "contact_group_id": cls.suppliers.id}
        )
        cls.supplier.group_properties = {"dog": True}

    def _values(self, partner, name="group_properties"):
        return {
            each["name"]: each.get("value") for each in partner.read([name])[0][name]
        }

    def _log(self, group):
        return group.message_ids.sorted("id")[-1]

    def _logged_rows(self, message):
        workbook = load_workbook(io.BytesIO(message.attachment_ids.raw))
        return list(workbook.active.iter_rows(min_row=2, values_only=True))


@tagged("post_install", "-at_install")
class TestContactGroups(ContactGroupCase):
    """Contact groups and their own fields."""

    def test_administrator_creates_groups_and_their_fields(self):
        """S4-08, S4-16, S4-17, S4-18: any number of fields, in the chosen order."""
        group = self.env["field.contact.group"].with_user(self.admin)
        group = group.create({"name": "Clients"})
        self.assertFalse(group.visible_field_names, "empty at first")
        wizard = self._manage(group)
        form = Form(wizard)
        for label, kind, options in (
            ("Door", "char", False),
            ("Energy", "selection", "Gas\n Wood \nGas\n"),
            ("Tags", "tags", "Cold\nHot"),
        ):
            with form.line_ids.new() as line:
                line.label, line.kind = label, kind
                if options:
                    line.options = options
        form.save().action_save()
        self.assertEqual(group.visible_field_names, "Door, Energy, Tags")
        energy = group.properties_definition[1]
        self.assertEqual(
            [label for _key, label in energy["selection"]], ["Gas", "Wood"]
        )
        wizard = self._manage(group)
        wizard.line_ids[0].sequence = 9
        wizard.line_ids[2].is_visible = False
        wizard.action_save()
        self.assertEqual(group.visible_field_names, "Energy, Door")
        self.assertEqual(group.office_field_names, "Tags")
        self.assertEqual(group.properties_definition[0]["name"], energy["name"])

    def _manage(self, group):
        action = group.with_user(self.admin).action_manage_fields()
        wizards = self.env[action["res_model"]].with_user(self.admin)
        return wizards.browse(action["res_id"])

    def test_what_the_list_of_fields_refuses(self):
        """S4-17: no field twice, no list without choices, no change of type."""
        wizard = self._manage(self.sites)
        wizard.line_ids[0].label = "parking "
        with self.assert_refused("is there twice", UserError):
            wizard.action_save()
        wizard = self._manage(self.sites)
        wizard.line_ids[1].options = " \n"
        with self.assert_refused("Give the choices of “Parking”", UserError):
            wizard.action_save()
        wizard = self._manage(self.sites)
        wizard.line_ids[0].kind = "many2one"
        with self.assert_refused("cannot be chosen here", UserError):
            wizard.action_save()
        self.assertEqual(self.sites.visible_field_names, "Gate code, Parking")

    def test_choices_keep_their_answers(self):
        """S4-17: a choice that is added takes nothing from those already given."""
        wizard = self._manage(self.sites)
        wizard.line_ids[1].options = "Bicycles\nLorries\nCars"
        wizard.action_save()
        self.assertEqual(self._values(self.client)["parking"], "lorry")

    def test_a_field_changes_list_with_its_values(self):
        """S4-19: the box « visible to reps » moves the field, and its answers."""
        wizard = self._manage(self.sites)
        for line in wizard.line_ids:
            line.is_visible = not line.is_visible
        wizard.action_save()
        self.assertEqual(self._values(self.client), {"margin": 12.5})
        office = self._values(self.client, "office_properties")
        self.assertEqual(office, {"gate": "1234", "parking": "lorry"})
        self.assertEqual(self._values(self.supplier), {"dog": True}, "other group")

    def test_removing_a_field_is_announced_and_logged(self):
        """S4-20: how many answers go, and a copy of them stays."""
        wizard = self._manage(self.sites)
        form = Form(wizard)
        form.line_ids.remove(0)
        self.assertIn("Gate code (1 values)", form.lost_message)
        wizard = form.save()
        with self.assert_refused("Confirm it", UserError):
            wizard.action_save()
        wizard.action_delete_and_save()
        self.assertEqual(self._values(self.client), {"parking": "lorry"})
        message = self._log(self.sites)
        self.assertIn("Gate code", message.body)
        self.assertEqual(
            self._logged_rows(message),
            [("C100", "Transports Guérin", "Gate code", "1234")],
        )

    def test_copying_a_list_replaces_everything(self):
        """S4-20: warned with the count, replaced, and kept in the log."""
        Wizard = self.env["field.copy.list.wizard"].with_user(self.admin)
        form = Form(Wizard.with_context(default_source_id=self.suppliers.id))
        form.target_id = self.sites
        self.assertEqual(form.copied_count, 1)
        self.assertEqual(form.lost_field_names, "Gate code, Parking, Margin")
        self.assertEqual(form.lost_value_count, 3)
        form.save().action_copy()
        self.assertEqual(self.sites.visible_field_names, "Dog")
        self.assertFalse(self.sites.office_field_names)
        self.assertEqual(self.suppliers.visible_field_names, "Dog", "source untouched")
        message = self._log(self.sites)
        self.assertIn("Gate code, Parking", message.body)
        self.assertEqual(
            {(field, value) for _r, _n, field, value in self._logged_rows(message)},
            {("Gate code", "1234"), ("Parking", "Lorries"), ("Margin", "12.5")},
        )

    def test_copying_to_an_empty_group_loses_nothing(self):
        """S4-20: for a new group there is nothing to warn of."""
        group = self.env["field.contact.group"].create({"name": "New"})
        wizard = self.env["field.copy.list.wizard"].create(
            {"source_id": self.sites.id, "target_id": group.id}
        )
        self.assertFalse(wizard.lost_value_count)
        wizard.action_copy()
        self.assertEqual(group.visible_field_names, "Gate code, Parking")
        self.assertEqual(group.office_field_names, "Margin")
        wizard.target_id = self.sites
        with self.assert_refused("Choose another group", UserError):
            wizard.action_copy()

    def test_leaving_a_group_keeps_a_copy_of_the_answers(self):
        """S4-20: the form warns, the old group's log keeps what goes."""
        form = Form(
            self.client.with_user(self.accountant),
            "field_crm.view_res_partner_client_form",
        )
        with self.assertLogs("odoo.tests.form", "WARNING") as logs:
            form.contact_group_id = self.suppliers
        self.assertIn("no field for 3 answers", logs.output[0])
        form.save()
        self.assertEqual(self._values(self.client), {"dog": None})
        self.assertEqual(len(self._logged_rows(self._log(self.sites))), 3)

    def test_a_group_in_use_is_not_deleted(self):
        """S4-08: contacts would lose their fields; it can be archived."""
        with self.assertRaises(RestrictViolation), mute_logger("odoo.sql_db"):
            self.sites.unlink()
        self.sites.action_archive()
        self.assertEqual(self._values(self.client)["gate"], "1234")

    def test_companies_keep_their_groups_apart(self):
        """S4-08: a group of another company is neither seen nor chosen."""
        other = self.env["res.company"].create({"name": "Autre"})
        self.suppliers.company_id = other
        Group = self.env["field.contact.group"].with_user(self.admin)
        self.assertNotIn(self.suppliers, Group.search([]))
        with self.assertRaises(UserError):
            self.client.write(
                {
                    "company_id": self.env.company.id,
                    "contact_group_id": self.suppliers.id,
                }
            )

    def test_searched_by_an_answer(self):
        """S4-16, S0-05: an own field filters the list of contacts."""
        found = self.env["res.partner"].search([("group_properties.gate", "=", "1234")])
        self.assertEqual(found, self.client)

    def test_queries_do_not_grow(self):
        """S4-16: a page of contacts reads its fields by as many queries as one."""
        partners = self.env["res.partner"].create(
            [
                {
                    "name": f"Site {number}",
                    "contact_group_id": self.sites.id,
                    "group_properties": {"gate": str(number)},
                }
                for number in range(60)
            ]
        )

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.accountant).read(
                ["group_properties", "office_properties"]
            )
            return self.env.cr.sql_log_count - before

        count(partners[:1])
        self.assertEqual(count(partners), count(partners[:2]))


@tagged("post_install", "-at_install")
class TestContactGroupAccess(ContactGroupCase):
    """What reps answer, and what is kept from them."""

    def test_office_fields_are_kept_from_reps(self):
        """S4-19: neither read, written, searched, grouped nor exported by a rep."""
        for partner in (self.client, self.prospect):
            partner = partner.with_user(self.rep)
            for attempt in (
                lambda partner=partner: partner.read(["office_properties"]),
                lambda partner=partner: partner.write({"office_properties": {}}),
                lambda partner=partner: partner.search(
                    [("office_properties.margin", ">", 1)]
                ),
                lambda partner=partner: partner._read_group(
                    [], ["office_properties.margin"]
                ),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        group = self.sites.with_user(self.rep)
        with self.assertRaises(AccessError):
            group.read(["office_properties_definition"])
        arch = self.client.with_user(self.rep).get_view(
            self.env.ref("field_crm.view_res_partner_client_form").id
        )["arch"]
        self.assertNotIn("office_properties", arch)
        values = self._values(
            self.client.with_user(self.accountant), "office_properties"
        )
        self.assertEqual(values, {"margin": 12.5})

    def test_the_log_is_kept_from_reps(self):
        """S4-19: old values of office fields are read by administrators only."""
        self.sites.with_user(self.admin).office_properties_definition = []
        message = self._log(self.sites)
        self.assertEqual(self._logged_rows(message)[0][3], "12.5")
        for user in (self.rep, self.accountant):
            with self.assertRaises(AccessError):
                message.with_user(user).read(["body"])
            with self.assertRaises(AccessError):
                message.attachment_ids.with_user(user).read(["raw"])
            Attachment = self.env["ir.attachment"].with_user(user)
            domain = [("id", "in", message.attachment_ids.ids)]
            self.assertFalse(Attachment.search(domain))

    def test_rep_answers_a_field_of_a_client(self):
        """S4-19: in the dialog of a client that is read-only otherwise."""
        client = self.client.with_user(self.rep)
        action = client.action_answer_fields()
        wizard = self.env[action["res_model"]].with_user(self.rep)
        wizard = wizard.browse(action["res_id"])
        self.client.group_properties = {"gate": "1234", "parking": "car"}
        properties = wizard.read(["group_properties"])[0]["group_properties"]
        properties[0]["value"] = "9999"
        wizard.group_properties = properties
        wizard.action_answer()
        self.assertEqual(self._values(self.client)["gate"], "9999")
        self.assertIn("Gate code: 1234 → 9999", self.client.message_ids[0].body)
        self.assertEqual(
            self.client.message_ids[0].author_id, self.rep.partner_id, "who did it"
        )
        with self.assertRaises(AccessError):
            client.write({"group_properties": {"gate": "1"}})
        with self.assertRaises(AccessError):
            wizard.with_user(self.other_rep).read(["group_properties"])

    def test_what_an_answer_may_be(self):
        """S4-19: no field of the office, no choice that is none, no other type."""
        client = self.client.with_user(self.rep)
        for answers, message in (
            ({"margin": 50.0}, "has no field “margin” that reps may answer"),
            ({"nothing": 1}, "has no field “nothing”"),
            ({"parking": "boat"}, "Parking: “boat” is not a possible answer"),
            ({"gate": 12}, "Gate code: “12” is not a possible answer"),
        ):
            with self.assert_refused(message, ValidationError):
                client.action_answer_properties(answers)
        client.action_answer_properties({"gate": False})
        self.assertFalse(self._values(self.client)["gate"])
        self.assertEqual(self._values(self.client)["parking"], "lorry", "not named")

    def test_who_may_not_answer(self):
        """S4-19, S3-36: nobody of another rep's prospect, nobody without our groups."""
        prospect = self.prospect.with_user(self.other_rep)
        for attempt in (
            lambda: prospect.action_answer_properties({"gate": "1"}),
            prospect.action_answer_fields,
            lambda: self.client.with_user(self.colleague).action_answer_properties(
                {"gate": "1"}
            ),
            lambda: self.client.with_user(self.portal).action_answer_properties(
                {"gate": "1"}
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_rep_answers_on_the_own_prospect_but_makes_no_field(self):
        """S4-17, S4-19: the list of fields is the administrator's."""
        prospect = self.prospect.with_user(self.rep)
        prospect.group_properties = [{**GATE, "value": "7"}]
        self.assertEqual(self._values(self.prospect)["gate"], "7")
        with self.assertRaises(AccessError):
            prospect.group_properties = [
                {**GATE, "string": "Mine", "definition_changed": True, "value": "7"}
            ]
        for user in (self.rep, self.accountant, self.manager):
            group = self.sites.with_user(user)
            with self.assertRaises(AccessError):
                group.properties_definition = []
            with self.assertRaises(AccessError):
                group.action_manage_fields()
            with self.assertRaises(AccessError):
                self.env["field.copy.list.wizard"].with_user(user).create(
                    {"source_id": self.suppliers.id, "target_id": self.sites.id}
                )

    def test_html_in_an_answer_stays_harmless(self):
        """S4-19: an image with a script is text in the chatter and in the log."""
        self.client.with_user(self.rep).action_answer_properties({"gate": EVIL})
        body = self.client.message_ids[0].body
        self.assertNotIn("<img", body)
        self.assertIn("&lt;img", body)
        self.sites.with_user(self.admin).properties_definition = [
            {**GATE, "name": "evil", "string": EVIL}
        ]
        self.sites.with_user(self.admin).properties_definition = []
        self.assertNotIn("<img", "".join(self.sites.message_ids.mapped("body")))

from odoo import api, fields, models
from odoo.tools import SQL

OFFICE_GROUPS = "field_crm.group_field_manager,field_crm.group_field_accountant"
# The two lists of a group, and the field of res.partner that holds their values.
LISTS = {
    "properties_definition": "group_properties",
    "office_properties_definition": "office_properties",
}


class FieldContactGroup(models.Model):
    """A group of contacts (sites, suppliers, clients…) and its own fields (S4-08).

    The fields of a group stand in two lists of Odoo properties: one that reps see and
    answer, one that only the office reads. They are two columns, not one with a mark,
    because only a column can be kept from reps by its groups (S4-19).
    """

    _name = "field.contact.group"
    _description = "Contact group"
    _inherit = "field.contact.group.log"
    _order = "sequence, name, id"
    _check_company_auto = True
    _property_lists = LISTS

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: a group of every company."
    )
    properties_definition = fields.PropertiesDefinition("Fields that reps answer")
    office_properties_definition = fields.PropertiesDefinition(
        "Fields of the office", groups=OFFICE_GROUPS
    )
    visible_field_names = fields.Char(
        string="Visible to reps", compute="_compute_field_names"
    )
    office_field_names = fields.Char(
        string="Office only", compute="_compute_field_names", groups=OFFICE_GROUPS
    )
    partner_ids = fields.One2many("res.partner", "contact_group_id", string="Contacts")
    partner_count = fields.Integer(
        string="Number of contacts", compute="_compute_partner_count"
    )

    _name_unique = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))",
        "A contact group of this name exists already.",
    )

    @api.depends(*LISTS)
    def _compute_field_names(self):
        for group in self.sudo():
            visible, office = (
                [definition.get("string") or "…" for definition in group[name]]
                for name in LISTS
            )
            group.visible_field_names = ", ".join(visible)
            group.office_field_names = ", ".join(office)

    def _compute_partner_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("contact_group_id", "in", self.ids)],
                ["contact_group_id"],
                ["__count"],
            )
        )
        for group in self:
            group.partner_count = counts.get(group, 0)

    # ------------------------------------------------------------------
    # The two lists as one
    # ------------------------------------------------------------------

    def _set_definitions(self, visible, office):
        """Replace both lists; values of a field that changes list move with it.

        :param visible: definitions that reps see and answer
        :param office: definitions that only the office sees
        """
        self.ensure_one()
        self.check_access("write")
        now_visible = {each["name"] for each in visible}
        now_office = {each["name"] for each in office}
        self._move_values(now_visible, "office_properties", "group_properties")
        self._move_values(now_office, "group_properties", "office_properties")
        self.write(
            {"properties_definition": visible, "office_properties_definition": office}
        )

    def _move_values(self, names, source, target):
        """Hand the values of these fields from one list to the other.

        In one statement: a group may hold as many contacts as the company has, and
        none of them has changed in the eyes of its users.
        """
        self.env["res.partner"].flush_model([source, target, "contact_group_id"])
        source, target = SQL.identifier(source), SQL.identifier(target)
        names = list(names)
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner
                   SET %(target)s = COALESCE(%(target)s, '{}'::jsonb) || (
                           SELECT jsonb_object_agg(key, value)
                             FROM jsonb_each(%(source)s)
                            WHERE key = ANY(%(names)s)
                       ),
                       %(source)s = %(source)s - %(names)s::text[]
                 WHERE contact_group_id = %(group)s
                   AND jsonb_exists_any(%(source)s, %(names)s::text[])
                """,
                source=source,
                target=target,
                names=names,
                group=self.id,
            )
        )
        self.env["res.partner"].invalidate_model(list(LISTS.values()))

    def _get_partner_sql(self):
        return SQL("contact_group_id IN %s", tuple(self.ids) or (0,))

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_manage_fields(self):
        """Open the list of fields: add, order, rename, show to reps (S4-17, S4-18)."""
        self.ensure_one()
        self.check_access("write")
        wizard = self.env["field.property.wizard"]._create_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Own fields: %(group)s", group=self.name),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_partners(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "res.partner",
            "view_mode": "list,kanban,form",
            "domain": [("contact_group_id", "=", self.id)],
            "context": {"default_contact_group_id": self.id},
        }

import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...engine.importer import OWN_PREFIX

MANAGING_GROUP = "field_crm.group_field_client_import"
LIST = "field_crm.own_list"
# What « Gérer les champs » offers. Links to records need a model to be chosen, and a
# client base has no use for formatted text.
TYPES = (
    "char",
    "text",
    "integer",
    "float",
    "boolean",
    "date",
    "datetime",
    "selection",
    "tags",
)
_LONGEST_LABEL = 100
_TAG_COLORS = 11
_CLEARED_AT_ONCE = 1000


class FieldOwnList(models.Model):
    """The own fields of the client base: one list for all its records (S0-05).

    It changes by its methods only, never by a form of a partner: a field stays until
    it is deleted in « Gérer les champs » (S0-35).
    """

    _name = "field.own.list"
    _description = "Own fields of the client base"
    _inherit = "field.property.holder.mixin"
    _property_lists = {"properties_definition": "own_properties"}

    name = fields.Char(required=True, translate=True)
    properties_definition = fields.PropertiesDefinition("Fields")
    removed_names = fields.Json(
        readonly=True, help="Deleted fields whose values are still to be cleared."
    )

    @api.model
    def _get_id(self):
        """Identifier of the one list; None while the add-on is being installed."""
        return (
            self.env["ir.model.data"]._xmlid_to_res_id(LIST, raise_if_not_found=False)
            or None
        )

    @api.model
    def _get(self):
        """The one list."""
        return self.browse(self._get_id())

    def write(self, vals):
        # Odoo's form of a record may change the definition that it shows.
        if "properties_definition" in vals and not self.env.su:
            raise AccessError(
                self.env._("Own fields are changed in “Manage the fields” only.")
            )
        return super().write(vals)

    # ------------------------------------------------------------------
    # What others build on
    # ------------------------------------------------------------------

    @api.model
    def _describe(self):
        """Own fields in their order, for whoever shows or fills them.

        :return: list of {"name", "string", "type", "selection", "tags"}: ``selection``
            is a list of [key, label], ``tags`` of [key, label, colour]; both are empty
            for other types. ``own_properties.<name>`` is the name everywhere else.
        """
        return [
            {
                "name": each["name"],
                "string": each.get("string") or each["name"],
                "type": each["type"],
                "selection": each.get("selection") or [],
                "tags": each.get("tags") or [],
            }
            for each in self._get().sudo().properties_definition
            if each["type"] in TYPES
        ]

    @api.model
    def _add(self, string, type, selection=None):
        """Add an own field at the end of the list (S0-35).

        Parameters
        ----------
        string : str
            Its label, at most 100 characters, unlike those that exist.
        type : str
            One of `TYPES`.
        selection : list of str, optional
            Labels of the choices, for a ``selection`` (at least one) or ``tags``.

        Returns
        -------
        str
            Its technical name.

        Raises
        ------
        AccessError
            When the user may not import clients.
        UserError
            When the label is empty, too long or there already, or the type unknown.
        """
        self._check_may_manage()
        own_list = self._get().sudo()
        definitions = own_list.properties_definition
        label = self._check_label(string, definitions)
        if type not in TYPES:
            raise UserError(
                self.env._(
                    "“%(field)s”: there is no type “%(type)s” of fields.",
                    field=label,
                    type=type,
                )
            )
        definition = {"name": self._new_key(), "string": label, "type": type}
        if type in ("selection", "tags"):
            definition[type] = self._make_options(label, type, selection or ())
        own_list.properties_definition = [*definitions, definition]
        return definition["name"]

    def _set_definitions(self, definitions):
        """Replace the list; what it loses goes into its log.

        :param definitions: as Odoo keeps properties, in order
        """
        self.ensure_one()
        self._check_may_manage()
        own_list = self.sudo()
        removed = [each["name"] for each in self._get_removed(definitions)]
        own_list.write(
            {
                "properties_definition": definitions,
                "removed_names": (own_list.removed_names or []) + removed,
            }
        )

    def _get_log_writer(self):
        # Whoever imports may delete a field, and does not see every prospect.
        return self.env.ref("base.user_root")

    def _get_loss_title(self):
        return self.env._("Deleted by %(user)s", user=self.env.user.name)

    def _get_lost_rows(self, vals):
        self.ensure_one()
        lost = self._get_lost_keys(vals)
        if not lost:
            return []
        definitions = {each["name"]: each for each in self._get_all_definitions()}
        self.env["res.partner"].flush_model(["own_properties", "ref", "complete_name"])
        # Of all organisations: the log is the administrators'.
        self.env.cr.execute(
            SQL(
                """
                SELECT partner.ref, partner.complete_name, one.key, one.value
                  FROM res_partner partner, jsonb_each(partner.own_properties) one
                 WHERE jsonb_exists_any(partner.own_properties, %(names)s)
                   AND one.key = ANY(%(names)s)
              ORDER BY partner.id
                """,
                names=list(lost),
            )
        )
        return [
            (
                ref or "",
                partner,
                definitions[name].get("string") or "",
                self._get_answer_text(definitions[name] | {"value": value}),
            )
            for ref, partner, name, value in self.env.cr.fetchall()
            if self._is_lost(value, lost[name])
        ]

    @api.autovacuum
    def _gc_removed_values(self):
        """Clear the values of deleted fields, a thousand clients at a time.

        Not when the field is deleted: that would lock the rows of a whole base that
        people work in.

        :return: number of clients cleared, and whether there are more
        """
        own_list = self._get()
        names = own_list.removed_names
        if not names:
            return 0, 0
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner
                   SET own_properties = NULLIF(own_properties - %(names)s, '{}')
                 WHERE id IN (
                       SELECT id FROM res_partner
                        WHERE jsonb_exists_any(own_properties, %(names)s)
                        LIMIT %(limit)s
                          FOR UPDATE SKIP LOCKED
                       )
                """,
                names=names,
                limit=_CLEARED_AT_ONCE,
            )
        )
        cleared = self.env.cr.rowcount
        self.env["res.partner"].invalidate_model(["own_properties"])
        if not cleared:
            own_list.removed_names = False
        return cleared, cleared

    # ------------------------------------------------------------------
    # « Gérer les champs »
    # ------------------------------------------------------------------

    @api.model
    def action_manage_fields(self):
        """Open the list of own fields: add, order, rename, delete (S0-35)."""
        self._check_may_manage()
        wizard = self.env["field.own.wizard"]._create_for(self._get())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Manage the fields"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _check_label(self, string, definitions):
        label = " ".join((string or "").split())
        if not label:
            raise UserError(self.env._("Give the field a name."))
        if len(label) > _LONGEST_LABEL:
            raise UserError(
                self.env._(
                    "The name “%(field)s” has %(length)s characters, "
                    "%(limit)s at most are possible.",
                    field=label,
                    length=len(label),
                    limit=_LONGEST_LABEL,
                )
            )
        known = {(each.get("string") or "").casefold() for each in definitions}
        if label.casefold() in known | self._get_column_labels():
            raise UserError(
                self.env._("There is a field “%s” already. Choose another name.", label)
            )
        return label

    @api.model
    def _get_column_labels(self):
        """What the other columns of a workbook of clients are called."""
        choices = self.env["field.import.catalogue"]._get_choices()
        return {
            label.casefold()
            for name, label in choices
            if not name.startswith(OWN_PREFIX)
        }

    @api.model
    def _make_options(self, label, kind, labels):
        labels = list(dict.fromkeys(filter(None, map(str.strip, labels))))
        if kind == "selection" and not labels:
            raise UserError(self.env._("Give the choices of “%s”, one a line.", label))
        return [
            [
                self._new_key(),
                text,
                *([index % _TAG_COLORS + 1] if kind == "tags" else []),
            ]
            for index, text in enumerate(labels)
        ]

    @api.model
    def _new_key(self):
        # As Odoo names properties.
        return uuid.uuid4().hex[:16]

    @api.model
    def _may_manage(self):
        return self.env.su or self.env.user.has_group(MANAGING_GROUP)

    @api.model
    def _check_may_manage(self):
        if not self._may_manage():
            raise AccessError(
                self.env._("Only those who import clients may change the own fields.")
            )

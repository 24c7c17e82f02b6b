from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

from .own_properties import OwnProperties


class ResPartner(models.Model):
    _inherit = "res.partner"

    # No column: the list is the same for all, those to come included.
    own_list_id = fields.Many2one(
        "field.own.list",
        string="List of own fields",
        compute="_compute_own_list_id",
        search="_search_own_list_id",
    )
    own_properties = OwnProperties(
        "Own fields of the base",
        definition="own_list_id.properties_definition",
        copy=True,
    )

    _own_properties_index = models.Index("USING gin (own_properties jsonb_path_ops)")

    def _auto_init(self):
        # The ORM would fill the new column of every partner one by one, with nothing.
        if not column_exists(self.env.cr, self._table, "own_properties"):
            create_column(self.env.cr, self._table, "own_properties", "jsonb")
        return super()._auto_init()

    def _compute_own_list_id(self):
        self.own_list_id = self.env["field.own.list"]._get()

    @api.model
    def _search_own_list_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_there = self.env["field.own.list"]._get_id() in value
        return Domain.TRUE if is_there else Domain.FALSE

    @api.model_create_multi
    def create(self, vals_list):
        # Lets the ORM add the default values of the fields.
        own_list_id = self.env["field.own.list"]._get_id()
        return super().create(
            [dict(vals, own_list_id=own_list_id) for vals in vals_list]
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "own_list_id":
            return SQL("%s", self.env["field.own.list"]._get_id())
        return super()._field_to_sql(alias, field_expr, query)

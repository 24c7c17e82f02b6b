from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_geofence_radius = fields.Integer(
        related="company_id.field_geofence_radius", readonly=False
    )
    field_map_tile_url = fields.Char(
        related="company_id.field_map_tile_url", readonly=False
    )
    field_map_tile_attribution = fields.Char(
        related="company_id.field_map_tile_attribution", readonly=False
    )

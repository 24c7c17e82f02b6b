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
    field_hours_lookup = fields.Boolean(
        related="company_id.field_hours_lookup", readonly=False
    )
    field_google_key = fields.Char(
        related="company_id.field_google_key", readonly=False
    )
    field_google_host = fields.Char(
        related="company_id.field_google_host", readonly=False
    )

import json

from odoo import api, models
from odoo.tools import file_open


class FieldDemo(models.AbstractModel):
    _inherit = "field.demo"

    @api.model
    def _load_demo(self):
        """Fill the own fields of some clients and prospects of the demo."""
        loaded = super()._load_demo()
        with file_open("field_crm/demo/own_fields.json") as values:
            for xml_id, properties in json.load(values).items():
                partner = self.env.ref(f"field_crm.{xml_id}")
                partner.own_properties = properties
        return loaded

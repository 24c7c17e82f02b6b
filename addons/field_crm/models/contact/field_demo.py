import json

from odoo import api, models
from odoo.tools import file_open
from odoo.tools.convert import convert_file

_FILES = ("res.partner-locations.csv", "res.partner.relation.csv")
_QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
}


class FieldDemo(models.AbstractModel):
    _inherit = "field.demo"

    @api.model
    def _load_demo(self):
        """Add aliases, labels, answers, locations and relations to the demo."""
        loaded = super()._load_demo()
        quiet = self.with_context(**_QUIET)
        for name in _FILES:
            convert_file(
                quiet.env,
                "field_crm",
                f"demo/{name}",
                {},
                mode="init",
                noupdate=True,
            )
        with file_open("field_crm/demo/contact_details.json") as details:
            for xml_id, values in json.load(details).items():
                quiet._set_contact_details(xml_id, values)
        return loaded

    def _set_contact_details(self, xml_id, values):
        partner = self.env.ref(f"field_crm.{xml_id}")
        labels = [self.env.ref(f"field_crm.{name}").id for name in values["labels"]]
        partner.write(
            {
                "internal_name": values["internal_name"],
                "region_id": self.env.ref("field_crm.region_mainland").id,
                "contact_group_id": self.env.ref("field_crm.contact_group_client").id,
                "category_id": labels,
            }
        )
        partner.group_properties = values["answers"]
        partner.office_properties = values["office"]

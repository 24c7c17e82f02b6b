from odoo import api, models

_FREQUENCIES = ("1/2", "1/4", "2/4", False, "1/8")
_SECTORS = ("sector_ille_et_vilaine", "sector_armor_finistere")
_RESOURCES = ("resource_camille", "resource_julien")
_SECONDS = 5


class FieldTourDemo(models.AbstractModel):
    """A plan of the coming week for two reps, so that a newcomer sees tours."""

    _name = "field.tour.demo"
    _description = "Demonstration of the tours"

    @api.model
    def _load_demo(self):
        sectors = self.env["field.sector"].union(
            *(self.env.ref(f"field_crm.{name}") for name in _SECTORS)
        )
        partners = self.env["res.partner"].search(
            [("sector_id", "in", sectors.ids), ("field_status", "=", "client")],
            order="id",
        )
        for number, partner in enumerate(partners):
            partner.visit_frequency = _FREQUENCIES[number % len(_FREQUENCIES)]
        resources = self.env["field.resource"].union(
            *(self.env.ref(f"field_crm_routing.{name}") for name in _RESOURCES)
        )
        plan = self.env["field.tour.plan"].create(
            {
                "partner_ids": [(6, 0, partners.ids)],
                "resource_ids": [(6, 0, resources.ids)],
                "rep_mode": "prefer",
                "seconds": _SECONDS,
            }
        )
        plan._check_ready()
        plan._search_tours(self.env["field.work"])

from odoo import api, models

_FREQUENCIES = ("1/2", "1/4", "2/4", False, "1/8")
_SECTORS = ("sector_ille_et_vilaine", "sector_armor_finistere")
_RESOURCES = ("resource_camille", "resource_julien")
_SECONDS = 5


class FieldTourDemo(models.AbstractModel):
    """Two plans of the coming week, and sectors to accept: what a newcomer sees."""

    _name = "field.tour.demo"
    _description = "Demonstration of the tours"

    @api.model
    def _load_demo(self):
        # What a search notes down is in the language of whoever asked for it.
        demo = self.with_context(lang=self.env.company.partner_id.lang)
        sectors = demo.env["field.sector"].union(
            *(demo.env.ref(f"field_crm.{name}") for name in _SECTORS)
        )
        partners = demo.env["res.partner"].search(
            [("sector_id", "in", sectors.ids), ("field_status", "=", "client")],
            order="id",
        )
        for number, partner in enumerate(partners):
            partner.visit_frequency = _FREQUENCIES[number % len(_FREQUENCIES)]
        resources = demo.env["field.resource"].union(
            *(demo.env.ref(f"field_crm_routing.{name}") for name in _RESOURCES)
        )
        # The one that is shown first comes last.
        for rep_mode in ("any", "prefer"):
            demo._plan_tours(partners, resources, rep_mode)
        demo._make_sectors(partners, sectors)

    @api.model
    def _plan_tours(self, partners, resources, rep_mode):
        plan = self.env["field.tour.plan"].create(
            {
                "partner_ids": [(6, 0, partners.ids)],
                "resource_ids": [(6, 0, resources.ids)],
                "rep_mode": rep_mode,
                "seconds": _SECONDS,
            }
        )
        plan._check_ready()
        plan._search_tours(self.env["field.work"])

    @api.model
    def _make_sectors(self, partners, sectors):
        sectorisation = self.env["field.sectorisation"].create(
            {
                "partner_ids": [(6, 0, partners.ids)],
                "sector_ids": [(6, 0, sectors.ids)],
            }
        )
        sectorisation._make_sectors(self.env["field.work"])

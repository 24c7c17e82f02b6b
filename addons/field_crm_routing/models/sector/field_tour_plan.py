from odoo import models


class FieldTourPlan(models.Model):
    _inherit = "field.tour.plan"

    def _get_volatile_sectors(self, partners):
        """Sectors for this plan only (S0-49): {partner: resources}.

        One for each resource, as large as its working hours; nothing of it is written.
        """
        from ...engine.sector import make_sectors
        from .sector_areas import measure_clients

        placed = partners.filtered(lambda each: each._has_point()).sorted("id")
        hours = self.resource_ids._get_working_hours(self.date_from, self.date_to)
        at_work = self.resource_ids.filtered(lambda each: hours[each])
        if not placed or not at_work:
            return {}
        shares = [sum(ends - begins for begins, ends in hours[r]) for r in at_work]
        made = make_sectors(measure_clients(placed), len(at_work), shares=shares)
        resources = self._match(at_work, made.middles, shares)
        return {
            partner: resources[number]
            for partner, number in zip(placed, made.sector_of, strict=True)
        }

    @staticmethod
    def _match(resources, middles, shares):
        """Resources in the order of the sectors, each near where it leaves from.

        Sectors of different size belong to who has as many hours.
        """
        if max(shares) > 1.01 * min(shares):
            return list(resources)
        pairs = sorted(
            (
                (resource.start_id.partner_latitude - middle[0]) ** 2
                + (resource.start_id.partner_longitude - middle[1]) ** 2,
                number,
                resource.id,
            )
            for resource in resources
            for number, middle in enumerate(middles)
        )
        chosen = {}
        for _away, number, resource_id in pairs:
            if number not in chosen and resource_id not in chosen.values():
                chosen[number] = resource_id
        return [resources.browse(chosen[n]) for n in range(len(middles))]

from odoo import api, models


class FieldSectorisationPreviewMixin(models.AbstractModel):
    """What is seen of sectors before they are accepted."""

    _name = "field.sectorisation.preview.mixin"
    _description = "Sectors seen before they are accepted"

    @api.readonly
    def get_preview(self):
        """The sectors on a map, before they are accepted.

        Returns
        -------
        dict
            ``name``, ``state``, ``may_accept``, ``moved``, ``lost``, ``spread`` in %;
            ``sectors``: list of {number, name, clients, clients_before, hours,
            hours_before, arriving, leaving}; the rest as ``make_preview``.
        """
        self.ensure_one()
        self.check_access("read")
        nothing = {"before": [], "after": [], "points": [], "flows": [], "clients": 0}
        return {
            "name": self.name,
            "state": self.state,
            "may_accept": self.state == "computed",
            "moved": self.moved_count,
            "lost": self.lost_count,
            "spread": round(self.spread, 1),
            "sectors": [
                {
                    "number": line.number,
                    "name": line.name,
                    "clients": line.client_count,
                    "clients_before": line.client_count
                    - line.arriving_count
                    + line.leaving_count,
                    "hours": round(line.hours, 1),
                    "hours_before": round(line.hours_before, 1),
                    "arriving": line.arriving_count,
                    "leaving": line.leaving_count,
                }
                for line in self.line_ids
            ],
            **(self.preview or nothing),
        }

    def action_open_preview(self):
        """The sectors on the map, before and after."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "field_crm_routing.action_field_sector_preview"
        )
        return {**action, "context": {"active_id": self.id}}

    def action_open_moves(self, before=None, after=None):
        """The clients that change, all or those of one move.

        :param int before, after: numbers of sectors, -1 for none of these
        """
        self.ensure_one()
        self.check_access("read")
        outcome = self.outcome or {"partners": [], "lines": [], "before": []}
        number_of = {line.sector_id.id: line.number for line in self.line_ids}
        ids = []
        for partner, sector, found in zip(
            outcome["partners"], outcome["before"], outcome["lines"], strict=True
        ):
            known = number_of.get(sector, -1) if sector else -1
            is_wanted = before is None or (known, found) == (before, after)
            if known != found and is_wanted:
                ids.append(partner)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change sector: %s", self.name),
            "res_model": "res.partner",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", ids)],
        }

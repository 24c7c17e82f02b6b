from odoo import api, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "field.merged.mixin"]

    # A merged record keeps its reference, which the record that is left may bear.
    _field_ref_unique = models.UniqueIndex(
        "(ref, COALESCE(company_id, 0)) WHERE field_status IS NOT NULL "
        "AND ref IS NOT NULL AND merged_into_id IS NULL",
        "Another prospect or client has this reference already.",
    )

    @api.model
    def _get_searched_fields(self):
        return (*super()._get_searched_fields(), "former_names")

    def _keep_one_main_contact(self):
        """Of several main contacts that a merge brought together the oldest stays."""
        people = self.child_ids.filtered("is_main_contact").sorted("id")
        kept = people.filtered("active")[:1]
        (people - kept).is_main_contact = False

    def _get_deletion_links(self):
        merges = self._count_links("field.merge", "survivor_id")
        return [*super()._get_deletion_links(), (self.env._("merges"), merges)]

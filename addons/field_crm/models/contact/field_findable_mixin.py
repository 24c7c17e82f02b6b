from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.contact import search_pattern


class FieldFindableMixin(models.AbstractModel):
    """Find a partner by any of its names and numbers, with wildcards (S1-04, S3-13).

    All that a partner is searched by stands in one column with one trigram index:
    seven conditions on seven columns would read the whole table of 100,000 partners.
    """

    _name = "field.findable.mixin"
    _description = "Partner found by any of its names"

    search_text = fields.Char(
        compute="_compute_search_text",
        store=True,
        index="trigram",
        prefetch=False,
        copy=False,
        help="Every name and number that this partner is searched by, one a line.",
    )

    @api.depends(lambda self: self._get_searched_fields())
    def _compute_search_text(self):
        names = self._get_searched_fields()
        for partner in self:
            values = filter(None, (partner[name] for name in names))
            partner.search_text = "\n".join(dict.fromkeys(values))

    @api.model
    def _get_searched_fields(self):
        return ("name", *(self._rec_names_search or ()))

    @api.model
    def _search_display_name(self, operator, value):
        if operator not in ("ilike", "not ilike") or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        pattern = search_pattern(value)
        if not pattern:
            found = Domain.TRUE
        else:
            found = Domain("search_text", "=ilike", pattern.anywhere)
            if pattern.has_wildcard:
                # A wildcard must not run from one value into the next.
                found &= Domain.OR(
                    Domain(name, "=ilike", pattern.whole)
                    for name in self._get_searched_fields()
                )
        return ~found if operator == "not ilike" else found

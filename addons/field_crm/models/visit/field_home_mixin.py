from odoo import api, fields, models
from odoo.fields import Domain

_DUE, _SEEN, _NEVER = "revisit", "last_visit", "never"
_ORDERS = {
    _DUE: "revisit_date, id",
    _SEEN: "last_visit_date, id",
    _NEVER: "complete_name, id",
}
_MOST_ROWS = 200


class FieldHomeMixin(models.AbstractModel):
    """The two tables of « Accueil »: whom to see again, whom nobody saw for long.

    A row brings along what the panel beside the table shows, so that choosing a client
    asks the server nothing (S3-07).
    """

    _name = "field.home.mixin"
    _description = "Clients of the home tables"

    @api.model
    def _get_home_specification(self):
        """What a row and the panel need, as ``web_read`` takes it."""
        plain = (
            "client_code ref name field_status revisit_date revisit_days "
            "last_visit_date street street2 street3 zip city phone mobile email "
            "revenue_current revenue_previous site_note"
        )
        return {
            **{name: {} for name in plain.split()},
            "agency_id": {"fields": {"code": {}, "display_name": {}}},
            "revenue_currency_id": {},
            **{
                name: {"fields": {"display_name": {}}}
                for name in ("user_id", "sector_id", "country_id")
            },
        }

    @api.model
    @api.readonly
    def get_home_table(self, table, filters=None, offset=0, limit=80):
        """Rows of one of the home tables (S3-05, S3-06, S3-08).

        Parameters
        ----------
        table : str
            ``revisit``: by the date to visit again, the most overdue first;
            ``last_visit``: by the last visit, the longest ago first; ``never``: those
            without any visit, by name.
        filters : dict, optional
            ``status``: ``client``, ``prospect`` or empty for both; ``user_id``: of that
            rep only; ``text``: found by that text.
        offset, limit : int
            Page, at most 200 rows.

        Returns
        -------
        dict
            ``rows``: what a row and the panel show, ``last_visit_days`` included;
            ``has_more``: whether there are more. How many is not counted: of a large
            base that would take longer than all the rest.
        """
        domain = self._get_home_domain(table, filters or {})
        limit = min(limit, _MOST_ROWS)
        partners = self.search(
            domain, order=_ORDERS[table], offset=offset, limit=limit + 1
        )
        has_more = len(partners) > limit
        partners = partners[:limit]
        rows = partners.web_read(self._get_home_specification())
        today = fields.Date.context_today(self)
        for row, partner in zip(rows, partners, strict=True):
            days = False
            if partner.last_visit_date:
                seen = fields.Datetime.context_timestamp(self, partner.last_visit_date)
                days = (today - seen.date()).days
            row["last_visit_days"] = days
        return {"rows": rows, "has_more": has_more}

    @api.model
    def _get_home_domain(self, table, filters):
        domain = {
            _DUE: Domain("revisit_date", "!=", False),
            _SEEN: Domain("last_visit_date", "!=", False),
            _NEVER: Domain("last_visit_date", "=", False),
        }[table]
        status = filters.get("status")
        domain &= (
            Domain("field_status", "=", status)
            if status
            else Domain("field_status", "!=", False)
        )
        if filters.get("user_id"):
            domain &= Domain("user_id", "=", int(filters["user_id"]))
        if filters.get("text"):
            domain &= Domain("display_name", "ilike", filters["text"])
        return domain

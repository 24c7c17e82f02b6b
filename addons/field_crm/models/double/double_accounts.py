"""Prospects and clients as the search for doubles compares them, and back."""

from odoo.fields import Command
from odoo.tools import SQL

from ...engine.doubles import Account, Reason, iban_key, siret_key, street_key

_COLUMNS = (
    "id", "company_id", "parent_id", "name", "name_key", "street", "zip", "city",
    "partner_latitude", "partner_longitude", "phone_e164", "mobile_e164",
    "email_normalized", "company_registry", "iban", "field_status", "user_id",
    "sector_id", "write_date",
)  # fmt: skip
# A place that is only the middle of a town is near to everything in it.
_ROUGH = ("town", "postcode")


class AccountReader:
    """Reads all prospects and clients of a company by one query.

    ``rows`` holds {id: {column: value}} afterwards.
    """

    def __init__(self, env, company, with_archived=False):
        self.env = env
        self.company = company
        self.with_archived = with_archived
        self.rows = {}

    def load(self):
        """A list of the engine's accounts."""
        columns = list(_COLUMNS)
        if "geo_precision" in self.env["res.partner"]._fields:
            columns.append("geo_precision")
        self.env.cr.execute(
            SQL(
                """
                SELECT %s FROM res_partner
                WHERE field_status IS NOT NULL AND merged_into_id IS NULL
                    AND (active OR %s) AND COALESCE(company_id, %s) = %s
                ORDER BY id
                """,
                SQL(", ").join(map(SQL.identifier, columns)),
                self.with_archived,
                self.company.id,
                self.company.id,
            )
        )
        self.rows = {row["id"]: row for row in self.env.cr.dictfetchall()}
        return [self._account(row) for row in self.rows.values()]

    def _account(self, row):
        latitude, longitude = row["partner_latitude"], row["partner_longitude"]
        is_known = (latitude or longitude) and row.get("geo_precision") not in _ROUGH
        return Account(
            id=row["id"],
            bucket=row["company_id"] or 0,
            family=self._get_top(row),
            name_key=row["name_key"] or "",
            street_key=street_key(row["street"]),
            zip=row["zip"] or "",
            latitude=latitude or 0.0 if is_known else None,
            longitude=longitude or 0.0 if is_known else None,
            phones=tuple(filter(None, {row["phone_e164"], row["mobile_e164"]})),
            email=row["email_normalized"] or "",
            siret=siret_key(row["company_registry"]),
            iban=iban_key(row["iban"]),
        )

    def _get_top(self, row):
        """The client at the top of the tree of sites."""
        while row["parent_id"] in self.rows:
            row = self.rows[row["parent_id"]]
        return row["parent_id"] or row["id"]


def group_values(env, group, rows):
    """Values of the ``field.double`` of a group of the engine."""
    best = rows[group.pairs[0].low]
    reasons = {clue.reason for pair in group.pairs for clue in pair.clues}
    members = [rows[member] for member in group.members]
    return {
        "name": best["name"],
        "partner_ids": [Command.set(list(group.members))],
        "partner_count": len(group.members),
        "score": group.score,
        "certainty": env["field.double"]._get_certainty(group.score),
        "has_siret": Reason.SIRET in reasons,
        "has_iban": Reason.IBAN in reasons,
        "has_email": Reason.EMAIL in reasons,
        "has_phone": Reason.PHONE in reasons,
        "has_name": bool(
            reasons & {Reason.NAME_STREET, Reason.NAME_ZIP, Reason.NAME_NEAR}
        ),
        "has_prospect": any(row["field_status"] == "prospect" for row in members),
        "user_id": best["user_id"],
        "sector_id": best["sector_id"],
        "zip": best["zip"],
        "city": best["city"],
        "company_id": best["company_id"],
        "pair_ids": [
            Command.create(
                {
                    "low_id": pair.low,
                    "high_id": pair.high,
                    "score": pair.score,
                    "clues": [
                        [clue.reason.value, clue.percent, clue.metres]
                        for clue in pair.clues
                    ],
                }
            )
            for pair in group.pairs
        ],
    }

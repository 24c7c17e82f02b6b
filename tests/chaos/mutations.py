"""What the rep does, as the screens say it: arguments by the place of a target."""

# One pixel.
_PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmM"
    "IQAAAABJRU5ErkJggg=="
)
_ROWS = """(({kind, names}) => {
    const {rows} = field.partners.find({kind, limit: 200});
    return rows
        .map((row) => Object.fromEntries(
            ["key", "name", "tick", ...names].map((name) => [name, row[name]])))
        .sort((one, other) => (String(one.key) < String(other.key) ? -1 : 1));
})(argument)"""
_SEEN = ("city", "phone", "site_note", "revisit_date", "park", "payment_days")


class Mutations:
    """Draws arguments from what the phone shows at that moment.

    Every mutation carries a token that finds its effect in the database.
    """

    def __init__(self, office, phone):
        self.office = office
        self.phone = phone
        self.count = 0
        # Name of the client or prospect of the last mutation.
        self.about = None

    def draw(self, kind, target, value, page):
        """(type, args, base), or ``None`` when there is nothing to do that to."""
        self.count += 1
        token = f"jeton-{self.office.seed}-{self.count}"
        return getattr(self, f"_{kind.lower()}")(target, value, token, page)

    # --- whom -------------------------------------------------------------------------

    def _rows(self, kind, page):
        rows = self.phone.ask(_ROWS, {"kind": kind, "names": _SEEN}, page)
        own = self.office.name
        mine = [row for row in rows if (row["name"] or "").startswith(own)]
        busy = self.office.clients[-1]
        return [row for row in mine if row["key"] != busy]

    def _pick(self, kind, target, page):
        rows = self._rows(kind, page)
        row = rows[target % len(rows)] if rows else None
        self.about = row and row["name"]
        return row

    # --- what -------------------------------------------------------------------------

    def _visit(self, kind, partner, value, token):
        args = {"partner": partner["key"], "comment": token, "answers": []}
        if value % 3 == 0:
            args["revisit"] = ("1w", "1m", "6m")[value % 9 // 3]
        return kind, args, {}

    def _vc(self, target, value, token, page):
        partner = self._pick("client", target, page)
        if partner and value % 4 == 0:
            planned = self.phone.ask("field.visits.planned()", page=page)
            mine = [one for one in planned if one["partner_id"] == partner["key"]]
            if mine:
                key = mine[0]["key"]
                args = {"partner": partner["key"], "visit": key, "comment": token}
                return "VC", args, {}
        return partner and self._visit("VC", partner, value, token)

    def _vp(self, target, value, token, page):
        partner = self._pick("prospect", target, page)
        return partner and self._visit("VP", partner, value, token)

    def _cp(self, _target, value, token, _page):
        values = {"name": f"{self.office.name} {token}", "city": f"Bourg {value}"}
        if value % 10 == 0:
            values["name"] = ""
        return "CP", {"values": values}, {}

    def _mp(self, target, value, token, page):
        partner = self._pick("prospect", target, page)
        if not partner:
            return None
        values = {"site_note": token, "city": f"Hameau {value}"}
        base = {name: partner[name] or False for name in values}
        return "MP", {"partner": partner["key"], "values": values}, base

    def _sp(self, target, _value, _token, page):
        partner = self._pick("prospect", target, page)
        return partner and ("SP", {"partner": partner["key"]}, {})

    def _cc(self, target, value, token, page):
        partner = self._pick("prospect", target, page)
        if not partner:
            return None
        values = {"payment_days": 30 + value % 2}
        args = {
            "partner": partner["key"],
            "values": values,
            "signature": _PICTURE,
            "signed_by": token,
        }
        return "CC", args, {"payment_days": partner["payment_days"] or False}

    def _mc(self, target, value, token, page):
        partner = self._pick("client", target, page)
        if not partner:
            return None
        lines = [{"field": "city", "value": f"Demande {value}"}]
        args = {"partner": partner["key"], "lines": lines, "comment": token}
        return "MC", args, {"city": partner["city"] or False}

    def _dr(self, target, value, _token, page):
        partner = self._pick(("client", "prospect")[value % 2], target, page)
        if not partner:
            return None
        date = f"2027-02-{value % 28 + 1:02}"
        base = {"revisit_date": partner["revisit_date"] or False}
        return "DR", {"partner": partner["key"], "date": date}, base

    def _pk(self, target, value, _token, page):
        partner = self._pick(("client", "prospect")[value % 2], target, page)
        types = self.phone.ask("field.lists.park_types.map(({id}) => id)", page=page)
        if not partner or not types:
            return None
        counts = {str(types[target % len(types)]): value}
        args = {"partner": partner["key"], "counts": counts}
        return "PK", args, {"park": partner["park"] or {}}

    def _rs(self, target, value, _token, page):
        """Of a visit that waits, or of one that the office has."""
        known = self.phone.ask(
            "field.outbox.all().filter(({type}) => ['VC', 'VP'].includes(type))"
            ".map(({uuid}) => uuid)",
            page=page,
        )
        known += self.phone.ask(
            "field.visits.where('user_id', (user) => user === field.status.rep.id)"
            ".filter(({id}) => id).map(({id}) => id)",
            page=page,
        )
        if not known:
            return None
        visit = sorted(map(str, known))[target % len(known)]
        reference = int(visit) if visit.isdecimal() else visit
        values = {"attention_of": f"M. {value}"}
        return "RS", {"visit": reference, "values": values}, {}

    def _gp(self, target, value, _token, page):
        partner = self._pick(("client", "prospect")[value % 2], target, page)
        if not partner:
            return None
        args = {"partner": partner["key"], "latitude": 48 + value / 1000}
        return "GP", {**args, "longitude": -1.5, "accuracy": 8}, {}

    def _xr(self, target, _value, _token, page):
        found = self.phone.ask(
            "field.requests.where('state', (state) => state === 'pending')", page=page
        )
        if not found:
            return None
        request = sorted(found, key=lambda one: str(one["key"]))[target % len(found)]
        named = {"model": request["model"], "key": request["key"]}
        if request.get("res_id"):
            named["id"] = request["res_id"]
        else:
            named["uuid"] = request["key"]
        return "XR", {"request": named}, {}

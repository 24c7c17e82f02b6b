from .common import FieldCrmCase

FRANCE = [41.0, -6.0, 52.0, 10.0]
RENNES, VANNES, BREST = (48.117, -1.678), (47.658, -2.761), (48.390, -4.486)


class MapCase(FieldCrmCase):
    """Clients and prospects that are somewhere; ours and those of the other rep."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"]
        cls._put(cls.client, RENNES)
        cls.client.sector_id = cls.sector
        cls._put(cls.prospect, VANNES)
        cls.hidden = cls._place("Prospect du collègue", BREST, cls.other_rep)

    @classmethod
    def _place(cls, name, place, user, status="prospect", **values):
        return cls.partners.create(
            {
                "name": name,
                "field_status": status,
                "user_id": user.id,
                "partner_latitude": place[0],
                "partner_longitude": place[1],
                **values,
            }
        )

    @classmethod
    def _put(cls, partner, place):
        partner.write({"partner_latitude": place[0], "partner_longitude": place[1]})

    @classmethod
    def _map(cls, user, domain=(), box=FRANCE, zoom=6, color_by="field_status"):
        """The clusters, by the names of their fields."""
        partners = cls.partners.with_user(user)
        legend = partners.get_map_legend(list(domain), color_by)
        keys = [each["key"] for each in legend["entries"]]
        names = ("lat", "lon", "count", "colours", "id", "name", "box")
        return [
            dict(zip(names, each, strict=True))
            for each in partners.get_map(list(domain), box, zoom, color_by, keys)
        ]

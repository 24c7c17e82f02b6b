"""Where clients are, as ``res.partner._follow_address`` decides it one by one."""

from ....engine.geocoder import Address

POINT = ("partner_latitude", "partner_longitude")
ADDRESS = ("street", "street2", "zip", "city", "country_id")
OUTPUTS = (
    *POINT,
    "geo_precision",
    "geo_source",
    "geo_date",
    "geo_state",
    "geo_problem",
    "geo_address_changed",
)


def positions(batch):
    """Columns of ``OUTPUTS``: coordinates of the file, or else those of the town."""
    columns = [batch[name][:] for name in OUTPUTS]
    rows = zip(*columns, strict=True)
    addresses = zip(*(batch[name] for name in ADDRESS), strict=True)
    before = _before(batch)
    for index, (row, address, (point, known)) in enumerate(
        zip(rows, addresses, before, strict=True)
    ):
        found = _follow(batch.setting, row, address, point, known)
        if found is not None:
            for column, value in zip(columns, found, strict=True):
                column[index] = value
    return tuple(columns)


def _before(batch):
    """Point and address of each client before its row; ``None`` for a new one."""
    if batch.before is None:
        return [((0, 0), None)] * len(batch)
    points = zip(*(batch.before[name] for name in POINT), strict=True)
    addresses = zip(*(batch.before[name] for name in ADDRESS), strict=True)
    return [
        (_rounded(*point), address)
        for point, address in zip(points, addresses, strict=True)
    ]


def _rounded(latitude, longitude):
    return round(latitude or 0, 7), round(longitude or 0, 7)


def _follow(setting, row, address, point, known):
    """Values of ``OUTPUTS``, or ``None`` when they stay as they are."""
    state = row[5]
    typed = _rounded(row[0], row[1])
    has_point = typed != (0, 0)
    is_typed = typed != point
    is_settled = known is not None and not is_typed and bool(state)
    if is_settled and known == address:
        return None
    asked = _address(setting, address)
    if is_settled and _address(setting, known) == asked:
        return None
    if has_point and (is_typed or not state):
        return (*typed, "address", "file", setting.clock, "kept", None, False)
    if state == "kept" and has_point:
        return (*row[:7], True)
    return _town(setting, address, asked, row, has_point)


def _town(setting, address, asked, row, has_point):
    place = setting.gazetteer.find(asked.postcode, asked.town, asked.country)
    street, street2, postcode, town, _country = address
    if place:
        state = "todo" if street or street2 else "done"
        return (
            place.latitude,
            place.longitude,
            place.precision,
            "gazetteer",
            setting.clock,
            state,
            None,
            False,
        )
    if not (has_point or row[5] or any(asked[:3])):
        return None
    state = "todo" if street or street2 or postcode or town else None
    return 0, 0, None, None, None, state, None, False


def _address(setting, address):
    street, street2, postcode, town, country = address
    code = setting.countries.get(country, setting.country)
    return Address.of(street or street2, postcode, town, code)

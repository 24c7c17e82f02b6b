"""The communes of France, overseas included, with the postal codes that reach them."""

from collections import Counter, defaultdict

from known import DISTRICTED, ISLANDS, OVERSEAS, POSTAL_NAMES, VILLAGES
from lines import line_of, prefix_of, section_of
from town_name import town_name


def french_sections(communes, outlines, towns):
    """{prefix of postal code: lines, the most populous commune first}, a report.

    The mark after the INSEE code: none for a commune, `*` a district, `-` a former or
    postal name, `~` a commune whose position is only its postal code's.
    """
    current = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    islands = _islands(towns)
    placed, how = {}, Counter()
    for commune in communes:
        code, kind = commune["code"], commune["type"]
        point, means = outlines.position(code)
        if not point:
            village = town_name(VILLAGES.get(code, commune["nom"])).key
            point, means = islands.get((OVERSEAS.get(code[:3]), village)), "geonames"
        placed[code, kind] = point
        if kind == "commune-actuelle" and commune.get("codesPostaux"):
            how[means if point else "coarse"] += 1
    sections, left = defaultdict(list), []
    for commune in communes:
        kind = commune["type"]
        parent = current.get(commune.get("chefLieu") or commune.get("commune"), commune)
        point = placed[commune["code"], kind] or placed.get(
            (parent["code"], "commune-actuelle")
        )
        codes = list(commune.get("codesPostaux") or parent.get("codesPostaux") or [])
        if commune["code"] in DISTRICTED:
            codes = []
        else:
            codes += [c for c in outlines.box_codes(commune["code"]) if c not in codes]
        if not point:
            point = ISLANDS.get(commune["code"]) or _neighbours(codes, current, placed)
            mark = "~"
        else:
            mark = {"commune-actuelle": "", "arrondissement-municipal": "*"}.get(
                kind, "-"
            )
        if not point or (mark == "-" and commune["nom"] == parent["nom"]):
            if kind == "commune-actuelle":
                left.append(f"{commune['code']} {commune['nom']}")
            continue
        people = commune.get("population") or 0
        line = line_of(commune["code"], commune["nom"], point, codes, mark)
        for prefix in {prefix_of(c) for c in codes} | {section_of(commune["code"])}:
            sections[prefix].append((mark == "-", -people, line))
        for name, code in POSTAL_NAMES.items():
            if code == commune["code"] and mark == "":
                alias = line_of(code, name, point, [], "-")
                sections[section_of(code)].append((True, 0, alias))
    monaco = next(
        t for t in towns if t["countrycode"] == "MC" and t["name"] == "Monaco"
    )
    point = monaco["latitude"], monaco["longitude"]
    sections["980"].append((False, 0, line_of("99138", "Monaco", point, ["98000"], "")))
    return (
        {
            key: [line for *_rank, line in sorted(rows)]
            for key, rows in sections.items()
        },
        {"communes": len(current), "positions": dict(how), "without": left},
    )


def _islands(towns):
    """{(country, name reduced): (latitude, longitude)} of the overseas countries."""
    return {
        (town["countrycode"], town_name(town["name"]).key): (
            town["latitude"],
            town["longitude"],
        )
        for town in towns
        if town["countrycode"] in OVERSEAS.values()
    }


def _neighbours(codes, current, placed):
    """Mean of the communes that share a postal code."""
    points = [
        placed[code, "commune-actuelle"]
        for code, commune in current.items()
        if set(codes) & set(commune.get("codesPostaux", []))
        and placed.get((code, "commune-actuelle"))
    ]
    if not points:
        return None
    return tuple(sum(axis) / len(points) for axis in zip(*points, strict=True))

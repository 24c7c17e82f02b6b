"""How a place is written: code and mark, name, position, postal codes."""

import lzma


def line_of(code, name, point, codes, mark):
    latitude, longitude = point
    return "\t".join(
        [code + mark, name, f"{latitude:.4f}", f"{longitude:.4f}", " ".join(codes)]
    )


def prefix_of(postcode):
    return postcode[:3] if postcode[:2] in ("97", "98") else postcode[:2]


def section_of(code):
    """Where a commune is looked for by its department alone."""
    return "20" if code[:2] in ("2A", "2B") else prefix_of(code)


def write(path, sections):
    text = "".join(
        f"#{key}\n" + "".join(f"{line}\n" for line in lines)
        for key, lines in sorted(sections.items())
    )
    path.write_bytes(
        lzma.compress(
            text.encode(), preset=lzma.PRESET_EXTREME | 9, check=lzma.CHECK_CRC32
        )
    )

"""The encoding in which road engines give the course of a road."""

PRECISION = 1e6


def decode(text, precision=PRECISION):
    """Points of an encoded polyline.

    Parameters
    ----------
    text : str
        Differences from point to point, five bits a character.
    precision : float

    Returns
    -------
    list of (float, float)
        Latitude and longitude in degrees.

    Raises
    ------
    ValueError
        When the text ends within a number, or is no such text.
    """
    numbers, value, shift = [], 0, 0
    for character in text:
        bits = ord(character) - 63
        if not 0 <= bits < 64:
            raise ValueError(f"{character!r} is no part of a polyline")
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    if shift or len(numbers) % 2:
        raise ValueError("the polyline ends too early")
    points, latitude, longitude = [], 0, 0
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        latitude += north
        longitude += east
        points.append((latitude / precision, longitude / precision))
    return points

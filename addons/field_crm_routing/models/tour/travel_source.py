"""Which travel times tours are made with."""

from ...engine.travel.great_circle import DETOUR, GreatCircle

_FACTORS = {"auto": 1.0, "truck": 1.25, "bicycle": 3.2, "pedestrian": 9.5}
"""How much slower than a car, on the way of a usual tour."""


def get_travel(env, points, profiles):
    """Travel times between some points.

    Parameters
    ----------
    env : Environment
    points : list of (float, float)
        Latitude and longitude of each place, in degrees.
    profiles : list of str
        Speeds, values of ``profile`` of ``field.vehicle.type``.

    Returns
    -------
    tuple of (str, TravelSource)
        What it is called on the plan, and the source.
    """
    name = env._("air line × %s", DETOUR)
    factors = [_FACTORS[profile] for profile in profiles]
    return name, GreatCircle(points, factors=factors)

"""Which travel times tours are made with."""

from ...engine.planning import Straight


def get_travel(env, points, profiles):
    """Travel times between some points.

    Parameters
    ----------
    env : Environment
    points : list of (float, float)
        Latitude and longitude of each place.
    profiles : list of str
        Speeds, values of ``profile`` of ``field.vehicle.type``.

    Returns
    -------
    tuple of (str, TravelSource)
        What it is called on the plan, and the source.
    """
    return env._("air line × 1.3"), Straight(points, profiles)

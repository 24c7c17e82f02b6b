"""How much slower roads are at which hour: one factor for the hours of a shift."""

_HOUR, _DAY = 3600, 86_400


def slowdown(hours, spans):
    """Mean factor of the travel times within some working hours.

    Parameters
    ----------
    hours : sequence of (int, int)
        Seconds since a midnight.
    spans : sequence of (float, float, float)
        From which hour to which hour of every day (8.5 is half past eight), and what
        travel times are multiplied by in between. Hours that none covers count 1; where
        several do, the greatest counts.

    Returns
    -------
    float
        Rounded to a fiftieth, so that shifts that are nearly alike stay alike.
    """
    total = weighed = 0.0
    for begins, ends in hours:
        marks = {begins, ends}
        for day in range(begins // _DAY, ends // _DAY + 1):
            for first, last, _factor in spans:
                marks |= {day * _DAY + first * _HOUR, day * _DAY + last * _HOUR}
        inside = sorted(mark for mark in marks if begins <= mark <= ends)
        for start, end in zip(inside, inside[1:], strict=False):
            hour = (start + end) / 2 % _DAY / _HOUR
            factors = [f for first, last, f in spans if first <= hour < last]
            total += end - start
            weighed += (end - start) * max(factors, default=1.0)
    return round(weighed / total * 50) / 50 if total else 1.0


class Slowed:
    """Travel of a few speeds, at hours that slow it down differently.

    Parameters
    ----------
    source : TravelSource
    profiles : sequence of (int, float)
        For each profile of this one: the source's, and what times are multiplied by.
    """

    def __init__(self, source, profiles):
        self.source = source
        self._of = list(profiles)
        self.profiles = len(self._of)

    def between(self, profile, places):
        """As ``TravelSource.between``."""
        base, factor = self._of[profile]
        travel = self.source.between(base, places)
        if factor == 1:
            return travel
        seconds = (travel.seconds * factor).round().astype(travel.seconds.dtype)
        return type(travel)(seconds, travel.metres)

"""What a change by hand breaks, in words."""

from odoo.tools import format_duration


def describe_violations(sought, violations):
    """Sentences for the planner.

    Parameters
    ----------
    sought : TourProblem
    violations : iterable of engine.check.Violation

    Returns
    -------
    list of str
        Each once, in the order of the tour.
    """
    sentences = (_describe(sought, each) for each in violations)
    return list(dict.fromkeys(filter(None, sentences)))


def _describe(sought, violation):
    env = sought.env
    stop = violation.visit is not None and sought.stops[violation.visit]
    words = {"client": stop.partner_id.name if stop else ""}
    code = violation.code
    if code in ("max_work", "max_travel"):
        words.update(found=_hours(violation.found), limit=_hours(violation.limit))
    elif code == "max_metres":
        words.update(
            found=round(violation.found / 1000), limit=round(violation.limit / 1000)
        )
    else:
        words.update(found=violation.found, limit=violation.limit)
    if code == "window":
        words["hour"] = _clock(violation.found)
        late = stop.deadline and stop.begins_on and stop.begins_on > stop.deadline
        if late:
            return env._("“%(client)s”: after the deadline of its SLA.", **words)
        return env._(
            "“%(client)s”: closed, not allowed on that day or past its SLA at "
            "%(hour)s.",
            **words,
        )
    if code == "hours":
        if stop:
            return env._("“%(client)s”: outside the working hours.", **words)
        return env._("The tour ends after the working hours.")
    sentences = {
        "skill": env._("“%(client)s”: the rep lacks a skill that it needs.", **words),
        "rep": env._("“%(client)s”: this rep may not visit it.", **words),
        "locked": env._("“%(client)s”: it is locked in another tour.", **words),
        "max_visits": env._("%(found)s visits, %(limit)s at most.", **words),
        "max_metres": env._("%(found)s km, %(limit)s at most.", **words),
        "max_travel": env._("%(found)s on the road, %(limit)s at most.", **words),
        "max_work": env._("%(found)s of work, %(limit)s at most.", **words),
    }
    return sentences.get(code)


def _hours(seconds):
    return format_duration(seconds / 3600)


def _clock(seconds):
    return f"{seconds // 3600 % 24}h{seconds // 60 % 60:02}"

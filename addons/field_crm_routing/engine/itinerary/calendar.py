"""Tours as iCalendar (RFC 5545)."""

import vobject


def write_calendar(rounds, stamp):
    """An event for each stop.

    Its UID is that of the visit: who imports a changed tour sees the visits moved and
    not doubled.

    Parameters
    ----------
    rounds : sequence of Round
    stamp : datetime
        When the file is made, in UTC and naive.

    Returns
    -------
    bytes
    """
    calendar = vobject.iCalendar()
    calendar.add("prodid").value = "-//Field CRM//Tours//FR"
    for each in rounds:
        for call in each.calls:
            event = calendar.add("vevent")
            event.add("uid").value = call.key
            event.add("dtstamp").value = _utc(stamp)
            event.add("dtstart").value = _utc(call.begins_utc)
            event.add("dtend").value = _utc(call.leaves_utc)
            event.add("summary").value = call.name
            if call.address:
                event.add("location").value = call.address
            note = "\n".join(filter(None, (call.kind, call.phone, call.note)))
            if note:
                event.add("description").value = note
            if call.latitude or call.longitude:
                event.add("geo").value = f"{call.latitude:.6f};{call.longitude:.6f}"
    return calendar.serialize().encode()


def _utc(moment):
    return moment.replace(tzinfo=vobject.icalendar.utc)

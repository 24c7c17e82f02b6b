"""What happens in one run, drawn by a seed: plain data, so that it can be printed.

Nothing here knows a record: targets are places in lists that the run fills.
"""

import random

KINDS = ("VC", "CP", "VP", "MP", "SP", "CC", "MC", "DR", "PK", "RS", "GP", "XR")
# How often a rep does each of them in comparison.
WEIGHTS = (5, 3, 4, 4, 1, 2, 3, 2, 2, 2, 2, 2)
FAULTS = (
    "drop_before",
    "drop_after",
    "half",
    "duplicate",
    "late",
    "delay",
    "error_500",
    "error_page",
)
PATHS = ("push", "push", "push", "pull", "pull", "upload", "ping", "any")
OFFICE = ("write", "write", "visit", "remove", "archive", "found", "reassign", "decide")
# Each seed has one of these for certain, so that any run of as many seeds has all.
THEMES = (
    "server_kill",
    "browser_kill",
    "restore",
    "sign_out",
    "quota",
    "long_transaction",
    "two_tabs",
    "clock",
    "lost_permission",
    "revoke",
    "emptied",
    "burst_kill",
)


def draw(seed):
    """The events of a seed, in their order.

    :return: list of dict; ``do`` names the event, the rest are its values
    """
    chance = random.Random(seed)
    events = [_rep(chance) for _ in range(chance.randint(9, 15))]
    events += [_office(chance) for _ in range(chance.randint(4, 8))]
    events += [_network(chance) for _ in range(chance.randint(5, 10))]
    events += [{"do": "sync"} for _ in range(chance.randint(1, 4))]
    chance.shuffle(events)
    themes = [THEMES[seed % len(THEMES)]]
    if chance.random() < 0.35:
        themes.append(chance.choice(THEMES[1:]))
    for theme in themes:
        _insert(events, _theme(theme, chance), chance)
    return events


def _rep(chance):
    [kind] = chance.choices(KINDS, WEIGHTS)
    return {
        "do": "save",
        "type": kind,
        "target": chance.randrange(100),
        "value": chance.randrange(1000),
        "photos": chance.choice((0, 0, 0, 1, 2)) if kind in ("VC", "VP", "GP") else 0,
        "tab": chance.randrange(2),
    }


def _office(chance):
    return {
        "do": "office",
        "what": chance.choice(OFFICE),
        "target": chance.randrange(100),
        "value": chance.randrange(1000),
    }


def _network(chance):
    if chance.random() < 0.3:
        return {"do": chance.choice(("offline", "online"))}
    return {
        "do": "fault",
        "kind": chance.choice(FAULTS),
        "path": chance.choice(PATHS),
        "times": chance.choice((1, 1, 2, 3)),
    }


def _theme(theme, chance):
    """The events of a theme in their order; others come between them."""
    saves = [_rep(chance) for _ in range(3)]
    return {
        "server_kill": [
            {"do": "sync", "wait": False},
            {"do": "server_kill", "after_ms": chance.randrange(400)},
        ],
        "browser_kill": [{"do": "sync", "wait": False}, {"do": "browser_kill"}],
        "burst_kill": [
            {"do": "burst", "after_ms": chance.randrange(120), "saves": saves}
        ],
        "restore": [
            {"do": "backup"},
            {**saves[0], "type": "CP", "value": 1},
            {"do": "online"},
            {"do": "sync"},
            {**saves[1], "type": "VP", "target": 99},
            saves[2],
            {"do": "sync"},
            {"do": "restore"},
        ],
        "sign_out": [{"do": "sign_out", "session": chance.random() < 0.5}, saves[0]],
        "quota": [{"do": "quota", "kilobytes": 40}, *saves, {"do": "room"}],
        "long_transaction": [
            {"do": "open_transaction", "value": chance.randrange(1000)},
            {"do": "office", "what": "write", "target": 1, "value": 7},
            {"do": "sync"},
            {"do": "commit"},
        ],
        "two_tabs": [
            {"do": "tab"},
            *({**save, "tab": place % 2} for place, save in enumerate(saves)),
            {"do": "race", "saves": [_rep(chance) for _ in range(4)]},
            {"do": "close_tab"},
        ],
        "clock": [
            {"do": "clock", "days": chance.choice((-366, 366))},
            *saves,
            {"do": "clock", "days": 0},
        ],
        "lost_permission": [{"do": "lose"}, saves[0], {"do": "gain"}],
        "revoke": [{"do": "offline"}, *saves, {"do": "revoke"}],
        "emptied": [{"do": "empty"}, saves[0]],
    }[theme]


def _insert(events, inserted, chance):
    """Put events among others, in their order."""
    places = sorted(chance.randrange(len(events) + 1) for _ in inserted)
    for place, event in reversed(list(zip(places, inserted, strict=True))):
        events.insert(place, event)

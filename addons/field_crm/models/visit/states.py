"""Statuses of a visit, and who may move it from which to which (S4-26)."""

STATES = [
    ("to_plan", "To plan"),
    ("planned", "Planned"),
    ("in_progress", "In progress"),
    ("paused", "Paused"),
    ("done", "Finished"),
    ("done_issues", "Finished with problems"),
    ("cancelled", "Cancelled"),
]

DONE_STATES = ("done", "done_issues")
"""The visit took place."""

OPEN_STATES = ("to_plan", "planned", "in_progress", "paused")
"""The visit is still ahead, or under way."""

REP, MANAGER = "rep", "manager"

MOVES = {
    "to_plan": {
        "planned": REP,
        "in_progress": REP,
        "done": REP,
        "done_issues": REP,
        "cancelled": REP,
    },
    "planned": {
        "to_plan": MANAGER,
        "in_progress": REP,
        "paused": REP,
        "done": REP,
        "done_issues": REP,
        "cancelled": REP,
    },
    "in_progress": {
        "to_plan": MANAGER,
        "planned": REP,
        "paused": REP,
        "done": REP,
        "done_issues": REP,
        "cancelled": REP,
    },
    "paused": {
        "to_plan": MANAGER,
        "planned": REP,
        "in_progress": REP,
        "done": REP,
        "done_issues": REP,
        "cancelled": REP,
    },
    "done": {"in_progress": MANAGER, "done_issues": REP, "cancelled": REP},
    "done_issues": {"in_progress": MANAGER, "done": REP, "cancelled": REP},
    "cancelled": {"to_plan": MANAGER, "planned": REP},
}
"""Who may move a visit, by the status that it has and the one that it gets.

What is missing nobody may do. ``REP`` means whoever may change the visit at all, by the
record rules; ``MANAGER`` needs the managers' group besides.
"""

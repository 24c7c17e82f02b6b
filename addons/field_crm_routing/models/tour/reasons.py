"""Why a visit is in no tour: the engine's reasons and ours, and their sentences."""

REASONS = [
    ("no_place", "No coordinates"),
    ("no_shift", "Nobody works in the period"),
    ("no_skill", "No resource has the skills"),
    ("no_rep", "No resource may visit it"),
    ("outside_hours", "Closed during all working hours"),
    ("too_long", "Longer than the hours in which it may be"),
    ("too_far", "Too far for one day"),
    ("no_room", "No time left"),
    ("not_worth", "Costs more than it is worth"),
    ("not_due", "Not due in the period"),
    ("taken_out", "Taken out by hand"),
    ("cancelled", "Cancelled by the client"),
    ("new", "Not planned yet"),
]

SETTLED = ("taken_out", "cancelled", "not_due")
"""A new search leaves these where they are."""

MOVABLE_STATES = ("to_plan", "planned")
"""Statuses of a visit that a plan may still change."""

"""What the tests that walk over all models must know of the tours'."""

import itertools

_numbers = itertools.count(1)

# Names of columns and models, which nobody types.
KEYS = set()
SHARED = {
    "field.travel.road": "roads between two points, of no client by name; Odoo's "
    "system administrators alone read them",
    "field.travel.row": "ways between points, of no client by name; Odoo's system "
    "administrators alone read them",
}


def special(maker):
    """Values of a record by model, as functions."""
    case = maker.case
    return {
        "field.resource": lambda: {
            # A rep is a resource of a company once.
            "user_id": case._create_user(
                f"tourer{next(_numbers)}", "group_field_rep"
            ).id,
        },
        "field.travel.road": lambda: {"points": [[48.11, -1.68], [48.13, -1.2]]},
        "field.traffic": lambda: {"hour_from": 7.0, "hour_to": 9.5},
        "field.tour.change": lambda: {"before": [{"id": 0}]},
    }

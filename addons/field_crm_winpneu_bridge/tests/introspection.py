"""What the tests that walk over all models must know of the bridge's."""

import itertools

_numbers = itertools.count(1)

# Names of columns and models, which nobody types.
KEYS = {
    ("field.winpneu.column", "name"),
    ("field.winpneu.event", "res_model"),
}


def special(_maker):
    """Values of a record by model, as functions."""
    return {
        # A company has one that is at work.
        "field.winpneu.backend": lambda: {"active": False},
        "field.winpneu.event": lambda: {
            # A record is told once.
            "res_model": "res.partner",
            "res_id": next(_numbers),
        },
    }

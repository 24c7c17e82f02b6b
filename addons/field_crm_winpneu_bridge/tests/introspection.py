"""What the tests that walk over all models must know of the bridge's."""

# Names of columns and models, which nobody types.
KEYS = {
    ("field.winpneu.column", "name"),
    ("field.winpneu.event", "res_model"),
}


def special(maker):
    """Values of a record by model, as functions."""
    return {
        # A company has one that is at work.
        "field.winpneu.backend": lambda: {"active": False},
        "field.winpneu.event": lambda: {
            "res_model": "res.partner",
            "res_id": maker.case.client.id,
        },
    }

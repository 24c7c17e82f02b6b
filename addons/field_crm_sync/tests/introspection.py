"""What the tests that walk over all models must know of the app's."""

import hashlib
import itertools
import uuid

_numbers = itertools.count(1)

# Names of codes, fields and models, and identifiers: nobody types them.
KEYS = {
    ("field.conflict", "field_name"),
    ("field.device", "uuid"),
    ("field.mutation", "fingerprint"),
    ("field.mutation", "kind"),
    ("field.mutation", "replaces"),
    ("field.mutation", "res_model"),
    ("field.mutation", "uuid"),
    ("field.upload", "owner"),
    ("field.upload", "sha256"),
}


def special(_maker):
    """Values of a record by model, as functions."""
    return {
        "field.device": lambda: {"uuid": str(uuid.uuid4())},
        "field.mutation": lambda: {
            "uuid": str(uuid.uuid4()),
            "kind": "VC",
            "seq": next(_numbers),
            "payload": {"args": {}, "base": {}, "blobs": []},
        },
        "field.upload": lambda: {
            "owner": str(uuid.uuid4()),
            "sha256": hashlib.sha256(str(next(_numbers)).encode()).hexdigest(),
        },
    }

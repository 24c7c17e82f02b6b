"""Changes of clients that the reps have asked for in the last weeks."""

from dataclasses import dataclass

PENDING, CLOSED, CANCELLED = "pending", "closed", "cancelled"
APPLIED, REFUSED = "applied", "refused"


@dataclass(frozen=True)
class FieldChange:
    """A field of a client that a rep asked to change.

    Attributes
    ----------
    name
        Name of the field.
    old, new
        What it was and what was asked for; ``None`` is the client's value of today.
    state
        ``pending``, ``applied`` or ``refused``.
    reason
        Why it was refused.
    """

    name: str
    old: str | None
    new: str | None
    state: str = PENDING
    reason: str = ""


@dataclass(frozen=True)
class Modification:
    """A request and its changes.

    Attributes
    ----------
    account
        Key of the client.
    state
        ``pending``, ``closed`` or ``cancelled``.
    days_ago
        Days since it was asked for; it was closed a day later.
    """

    account: str
    state: str
    days_ago: int
    changes: tuple[FieldChange, ...]
    comment: str = ""


MODIFICATIONS = (
    Modification(
        "partner_transports_le_meur",
        CLOSED,
        41,
        (
            FieldChange("phone", "02 61 91 43 40", None, APPLIED),
            FieldChange("attention_of", "", "Mme Le Meur", REFUSED, "Partie en mai."),
        ),
        "Nouveau standard depuis lundi.",
    ),
    Modification(
        "partner_garage_allain_et_fils",
        CANCELLED,
        23,
        (FieldChange("city", None, "Trébeurden"),),
    ),
    Modification(
        "partner_citernes_morvan",
        PENDING,
        8,
        (
            FieldChange("street", None, "4 rue de l'Industrie"),
            FieldChange("zip", None, "35780"),
            FieldChange("city", None, "La Richardais"),
        ),
        "Déménagement au 1er du mois prochain, le RIB ne change pas.",
    ),
    Modification(
        "partner_couverture_bouvet",
        PENDING,
        5,
        (
            FieldChange("phone", None, "06 39 98 12 40"),
            # Another address has been typed since: a conflict to look at.
            FieldChange("email", "bouvet@couverture.example", "contact@bouvet.example"),
        ),
        "Ne répond plus au fixe.",
    ),
    Modification(
        "partner_scea_ruello_freres",
        PENDING,
        1,
        (FieldChange("attention_of", None, "M. Ruello fils"),),
    ),
)

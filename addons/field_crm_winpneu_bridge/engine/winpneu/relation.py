"""Annexe 1: the row that a visit or a request is in ``client_relation`` (S3-82…S3-87).

The words in it are the ERP's imposed format, hence French whatever the user speaks.
"""

from dataclasses import dataclass
from datetime import datetime, time

from .columns import CHAR, DATETIME, INTEGER, TEXT, Column
from .errors import ValueRefused

ORIGIN = "CRV"
LITIGATION = "LIT"
CLIENT = "C"
KIND = "S"
OPEN, ARCHIVED = "N", "O"
MARK = "saisie via le CRM"
VISIT = "Visite du"
MODIFICATION = "Demande de modification du"
PROSPECT = "[PROSPECT]"
CREATION = "Création du client le"

COLUMNS = (
    Column("origine_relation", CHAR, 3),
    Column("date_relation", DATETIME),
    Column("heure_relation", CHAR, 5),
    Column("type_entite", CHAR, 1),
    Column("c_entite", CHAR, 30),
    Column("c_user", CHAR, 4),
    Column("type_relation", CHAR, 1),
    Column("objet", CHAR, 80),
    Column("commentaire", TEXT),
    Column("num_relation_sujet", INTEGER),
    Column("c_archive", CHAR, 1),
)
BY_NAME = {column.name: column for column in COLUMNS}
_NOT_EMPTY = ("c_entite", "c_user", "date_relation")


@dataclass(frozen=True)
class Relation:
    """What is told about a client: a visit, or a request to change it.

    Attributes
    ----------
    client
        The client's code.
    user
        The ERP's code of who did it (S3-75).
    moment
        When, naive, in the ERP's time zone.
    prefix
        ``VISIT``, ``MODIFICATION`` or ``CREATION``.
    comment
        What was written, possibly nothing.
    as_prospect
        Whether the client was a prospect then (S3-45).
    """

    client: str
    user: str
    moment: datetime
    prefix: str
    comment: str = ""
    as_prospect: bool = False

    @property
    def subject(self) -> str:
        words = f"{self.prefix} {self.moment:%d/%m/%Y}"
        if self.as_prospect:
            words = f"{PROSPECT} {words}"
        # Generated, so it is cut at its end rather than refused (AMB-09).
        return words[: BY_NAME["objet"].length]

    def values(self, name_inside: str = "") -> dict:
        """The row by the annexe's names, not yet encoded.

        :param name_inside: unique name of the event, for a winpneu without a ledger
        :raises ValueRefused: when it has no client, user or date
        """
        mark = f"{MARK} {tag(name_inside)}" if name_inside else MARK
        values = {
            "origine_relation": ORIGIN,
            "date_relation": datetime.combine(self.moment.date(), time()),
            "heure_relation": f"{self.moment:%H:%M}",
            "type_entite": CLIENT,
            "c_entite": self.client,
            "c_user": self.user,
            "type_relation": KIND,
            "objet": self.subject,
            "commentaire": "\r\n".join([*self.comment.strip().splitlines(), mark]),
            "num_relation_sujet": 0,
            "c_archive": OPEN,
        }
        for column in _NOT_EMPTY:
            if not values[column]:
                raise ValueRefused(column, values[column], "missing")
        return values


def tag(name: str) -> str:
    """How the name of an event stands inside a row."""
    return f"[{name}]"


def relation_columns() -> tuple[Column, ...]:
    """The columns of annexe 1, by their names there."""
    return COLUMNS


def subject_prefix(kind: str) -> str:
    """How the subject of a row begins, by the kind of its event (S3-86, AMB-06)."""
    return {"VC": VISIT, "MC": MODIFICATION, "CC": CREATION}[kind]

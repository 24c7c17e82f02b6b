"""One line of the question tree."""

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """What a node is on the screen (S3-22)."""

    TITLE = "title"
    RADIO = "radio"
    CHECKBOX = "checkbox"


@dataclass(frozen=True)
class Node:
    """A title, a radio or a check-box.

    Attributes
    ----------
    id
        Identifies the node among all nodes.
    parent_id
        Node that it stands under, ``None`` at the top.
    kind
        Titles only arrange; radios and check-boxes can be chosen.
    label
        What people read.
    active
        Archived nodes are no longer offered.
    """

    id: int
    parent_id: int | None
    kind: Kind
    label: str = ""
    active: bool = True

    @property
    def is_choice(self) -> bool:
        """Whether the node can be an answer."""
        return self.kind is not Kind.TITLE

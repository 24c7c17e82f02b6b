"""Answers as text."""

from collections.abc import Collection

from .node import Node
from .tree import QuestionTree


def summarise(
    tree: QuestionTree,
    chosen: Collection[int],
    title_format: str = "%(title)s: %(answers)s",
) -> str:
    """Put the answers that count into words.

    One line for each top node, sub-levels in brackets:
    « Type de visite : Commande, Remise de proposition (TP, Lubrifiant) ».

    Parameters
    ----------
    tree, chosen
        The questions and the identifiers of the answers.
    title_format
        How a title and its answers are put side by side; languages differ.

    Returns
    -------
    str
        Empty for an empty report.
    """
    counted = tree.counted(chosen)

    def words(node: Node) -> str:
        below = ", ".join(filter(None, map(words, tree.children(node.id))))
        if not node.is_choice:
            return below and title_format % {"title": node.label, "answers": below}
        if node.id not in counted:
            return ""
        return f"{node.label} ({below})" if below else node.label

    return "\n".join(filter(None, map(words, tree.children(None))))

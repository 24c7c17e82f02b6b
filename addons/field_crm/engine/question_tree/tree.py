"""The tree and the rules of its answers (S3-22)."""

from collections.abc import Collection, Iterable, Iterator

from .node import Kind, Node
from .problem import Problem, ProblemKind


class QuestionTree:
    """Nodes with their rules.

    An answer is *open* when every choice above it is chosen, and *available* when it
    may still be given: it and all above it are active, or it is an old answer.

    Parameters
    ----------
    nodes
        All nodes, siblings in the order of the screen. A broken tree (see
        :meth:`problems`) is accepted; what hangs on a cycle is then never shown.
    kept
        Old answers, which stay choosable although archived.
    """

    def __init__(self, nodes: Iterable[Node], kept: Iterable[int] = ()):
        self.nodes = {node.id: node for node in nodes}
        self.kept = frozenset(kept)
        self._children: dict[int | None, list[Node]] = {}
        for node in self.nodes.values():
            self._children.setdefault(node.parent_id, []).append(node)

    def children(self, node_id: int | None) -> list[Node]:
        """Nodes right under one node, or those at the top for ``None``."""
        return self._children.get(node_id, [])

    def ancestors(self, node_id: int) -> list[Node]:
        """Nodes above one, the nearest first; a cycle ends the list."""
        found: dict[int, Node] = {}
        parent = self.nodes.get(self.nodes[node_id].parent_id)
        while parent and parent.id not in found and parent.id != node_id:
            found[parent.id] = parent
            parent = self.nodes.get(parent.parent_id)
        return list(found.values())

    def walk(self, node_id: int | None = None, depth: int = 0) -> Iterator:
        """Yield ``(node, depth)`` in reading order, each node after its parent."""
        for node in self.children(node_id):
            yield node, depth
            yield from self.walk(node.id, depth + 1)

    def problems(self) -> list[Problem]:
        """Cycles and parents that do not exist."""
        found = []
        for node in self.nodes.values():
            if node.parent_id is None:
                continue
            if node.parent_id not in self.nodes:
                kind = ProblemKind.UNKNOWN_PARENT
                found.append(Problem(kind, node.id, node.parent_id))
                continue
            top = ([node] + self.ancestors(node.id))[-1]
            if top.parent_id == node.id:
                found.append(Problem(ProblemKind.CYCLE, node.id, node.parent_id))
        return found

    def is_available(self, node_id: int) -> bool:
        """Whether the node may be offered."""
        if node_id in self.kept:
            return True
        for node in [self.nodes[node_id], *self.ancestors(node_id)]:
            if node.id in self.kept:
                return True
            if not node.active:
                return False
        return True

    def is_open(self, node_id: int, chosen: Collection[int]) -> bool:
        """Whether every choice above the node is chosen."""
        return all(
            node.id in chosen for node in self.ancestors(node_id) if node.is_choice
        )

    def counted(self, chosen: Collection[int]) -> frozenset[int]:
        """Keep the answers that count: choices of the tree that are open."""
        return frozenset(
            node_id
            for node_id in chosen
            if node_id in self.nodes
            and self.nodes[node_id].is_choice
            and self.is_open(node_id, chosen)
        )

    def answer_problems(self, chosen: Collection[int]) -> list[Problem]:
        """Check a set of answers; an empty one is right (S3-20).

        An archived node is as good an answer as another: it was asked once.

        Returns
        -------
        list of Problem
            In the order of the nodes, answers that the tree does not know first.
        """
        found = [
            Problem(ProblemKind.UNKNOWN, node_id)
            for node_id in sorted(set(chosen) - self.nodes.keys())
        ]
        radios: dict[int | None, int] = {}
        for node in self.nodes.values():
            if node.id not in chosen:
                continue
            if not node.is_choice:
                found.append(Problem(ProblemKind.TITLE, node.id))
                continue
            for above in self.ancestors(node.id):
                if above.is_choice and above.id not in chosen:
                    kind = ProblemKind.PARENT_NOT_CHOSEN
                    found.append(Problem(kind, node.id, above.id))
                    break
            if node.kind is Kind.RADIO:
                other = radios.setdefault(node.parent_id, node.id)
                if other != node.id:
                    found.append(Problem(ProblemKind.RADIO_CONFLICT, node.id, other))
        return found

    def toggle(self, chosen: Collection[int], node_id: int) -> frozenset[int]:
        """Answers after one click.

        A chosen node is given up together with what only counted because of it. A
        radio replaces the radios of the same parent. What cannot be answered now
        (a title, a closed or an unavailable node) changes nothing.
        """
        chosen = frozenset(chosen)
        node = self.nodes.get(node_id)
        if node_id in chosen:
            return self.counted(chosen - {node_id})
        if (
            node is None
            or not node.is_choice
            or not self.is_available(node_id)
            or not self.is_open(node_id, chosen)
        ):
            return chosen
        if node.kind is Kind.RADIO:
            chosen -= {
                other.id
                for other in self.children(node.parent_id)
                if other.kind is Kind.RADIO
            }
        return self.counted(chosen | {node_id})

"""The question tree of a visit report: titles, radios and check-boxes of any depth.

The same rules run in the browser (``static/src/question_tree/question_tree_model.js``);
one set of cases holds both to account.
"""

from .node import Kind, Node
from .problem import Problem, ProblemKind
from .summary import summarise
from .tree import QuestionTree

__all__ = [
    "Kind",
    "Node",
    "Problem",
    "ProblemKind",
    "QuestionTree",
    "summarise",
]

"""Whether a plan keeps every rule: written apart from the search."""

from .verifier import Violation, cost_of, violations

__all__ = ["Violation", "cost_of", "violations"]

"""Travel times from whatever there is: a formula, a road engine, a server."""

from .great_circle import GreatCircle

__all__ = ["GreatCircle"]

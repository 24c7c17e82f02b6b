"""Sectors: clients parted so that the work is balanced and each part is compact."""

from .areas import Areas, workload
from .partition import SectorError, Sectors, make_sectors

__all__ = ["Areas", "SectorError", "Sectors", "make_sectors", "workload"]

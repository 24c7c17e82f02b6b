"""Import of prospects and clients: workbook in, plan of what to write out.

The steps, each of which can be used and tested alone::

    workbook.read_table → mapping.propose → planner.Planner.plan → RowPlan, RowPlan …

A plan says what would be written and writes nothing: whoever holds it can show it,
carry it out at once, or cut it into jobs.
"""

from ..spreadsheet import FileFault, FileNote, FileRemark, ImportFileError, Limits, Row
from .codes import Code, CodeList, NewCode
from .convert import Reference
from .errors import MappingFault
from .mapping import Proposal, Source, check_mapping, propose
from .own_targets import OWN_PREFIX, own_codes, own_targets
from .partner_targets import PARTNER_TARGETS
from .plan import Action, Existing, Options, RowPlan, Summary
from .planner import Planner
from .problems import Fault, Problem
from .refused import write_refused
from .targets import KEY, MANDATORY, NAME, PARK_PREFIX, STATUS, Group, Kind, Target
from .workbook import Column, Sheet, Table, TableRows, find_sheets, read_table

__all__ = [
    "KEY",
    "MANDATORY",
    "NAME",
    "OWN_PREFIX",
    "PARK_PREFIX",
    "PARTNER_TARGETS",
    "STATUS",
    "Action",
    "Code",
    "CodeList",
    "Column",
    "Existing",
    "Fault",
    "FileFault",
    "FileNote",
    "FileRemark",
    "Group",
    "ImportFileError",
    "Kind",
    "Limits",
    "MappingFault",
    "NewCode",
    "Options",
    "Planner",
    "Problem",
    "Proposal",
    "Reference",
    "Row",
    "RowPlan",
    "Sheet",
    "Source",
    "Summary",
    "Table",
    "TableRows",
    "Target",
    "check_mapping",
    "find_sheets",
    "own_codes",
    "own_targets",
    "propose",
    "read_table",
    "write_refused",
]

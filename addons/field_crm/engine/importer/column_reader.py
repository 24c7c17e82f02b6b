"""Read a column of many rows at once, as far as nothing about it is odd.

What people write in a column repeats: a thousand rows hold ten sectors, thirty
countries, five hundred towns. Each text is therefore converted once. A cell that is
wrong or doubtful makes its row :data:`ODD`: such rows are few, and are read again one
by one, with all that there is to say about them.
"""

from collections.abc import Sequence
from typing import Any

from .convert import Converter
from .problems import CellError
from .targets import Target

# Stands for a cell whose row has to be read by itself.
ODD: Any = object()
# Texts remembered for each column; a column of references would fill the memory.
REMEMBERED = 4096


class ColumnReader:
    """Read the cells of one target for rows of one country.

    Parameters
    ----------
    target
        What the column is mapped to.
    converter
        Reads its cells.
    """

    def __init__(self, target: Target, converter: Converter) -> None:
        self._convert_cell = converter.reader(target)
        self._known: dict[Any, Any] = {}

    def convert(self, cells: Sequence[Any], parents: Sequence[Any] | None) -> list[Any]:
        """Values of the cells, ``None`` for blanks, :data:`ODD` for what is odd.

        Parameters
        ----------
        cells
            The column.
        parents
            Value of the target's parent for each cell, for a target that has one.
        """
        known = self._known
        if parents is not None:
            return [
                self._convert((cell, parent), cell, parent)
                if (cell, parent) not in known
                else known[cell, parent]
                for cell, parent in zip(cells, parents, strict=True)
            ]
        values = []
        for cell in cells:
            if cell is None:
                values.append(None)
            elif cell in known:
                values.append(known[cell])
            else:
                values.append(self._convert(cell, cell, None))
        return values

    def _convert(self, key: Any, cell: Any, parent: Any) -> Any:
        try:
            value = self._convert_cell(cell, parent)
        except CellError:
            value = ODD
        if len(self._known) < REMEMBERED:
            self._known[key] = value
        return value

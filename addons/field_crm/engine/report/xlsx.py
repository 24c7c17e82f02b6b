"""A report as a workbook."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_range

from .document import Chart, Column, Group, Kind, Report
from .text import as_text, clean
from .words import Words

_LAST_ROW = 1_048_570
_FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")
_CHART_TYPES = {"bar": "column", "line": "line", "pie": "pie"}
_GROUP_WIDTH = 22


def write_xlsx(stream: BinaryIO, report: Report, words: Words | None = None) -> int:
    """Write a sheet: title, filters, then a table that can be filtered (S4-56, S4-57).

    A text is written as a text whatever it looks like, so that ``=1+1`` is no formula.
    The groups of a report become columns in front, for a table with headings in between
    could be neither sorted nor filtered. Totals follow the filter.

    Parameters
    ----------
    stream
        Where the workbook goes, seekable.
    report
        What it holds; rows are written as they come, at constant memory.
    words
        Words of the reader's language.

    Returns
    -------
    int
        Number of rows of the table.

    Raises
    ------
    ValueError
        When there are more rows than a sheet can hold.
    """
    workbook = xlsxwriter.Workbook(
        stream, {"constant_memory": True, "strings_to_urls": False}
    )
    rows = _Sheet(workbook, report, words or Words()).fill()
    workbook.close()
    return rows


def _sheet_name(title: str) -> str:
    """A title as a sheet may be called: 31 units of UTF-16, as Excel counts."""
    units = clean(title).translate(_FORBIDDEN).strip().encode("utf-16-le")[:62]
    return units.decode("utf-16-le", "ignore") or "1"


class _Sheet:
    def __init__(self, workbook, report: Report, words: Words) -> None:
        self.workbook = workbook
        self.report = report
        self.words = words
        self.sheet = workbook.add_worksheet(_sheet_name(report.title))
        self.columns: list[Column] = [
            Column(label, width=_GROUP_WIDTH) for label in report.group_labels
        ] + list(report.columns)
        # Excel shows the separators of its reader's own language for these.
        formats = {
            Kind.TEXT: "@",
            Kind.INTEGER: "#,##0",
            Kind.NUMBER: "#,##0.##",
            Kind.MONEY: "#,##0.00",
            Kind.DATE: "dd/mm/yyyy",
            Kind.DATETIME: "dd/mm/yyyy hh:mm",
            Kind.BOOLEAN: "General",
        }
        self.formats = {
            kind: workbook.add_format({"num_format": text, "valign": "top"})
            for kind, text in formats.items()
        }
        self.total_formats = {
            kind: workbook.add_format({"num_format": text, "bold": True, "top": 1})
            for kind, text in formats.items()
        }
        self.bold = workbook.add_format({"bold": True, "font_size": 14})
        self.muted = workbook.add_format({"font_color": "#5F6368"})
        self.header = workbook.add_format(
            {"bold": True, "bg_color": "#E7E9ED", "bottom": 1, "valign": "vcenter"}
        )

    def fill(self) -> int:
        for index, column in enumerate(self.columns):
            longest = max(column.width, min(len(column.label) + 3, 40))
            self.sheet.set_column(index, index, longest)
        top = self._write_head()
        for index, column in enumerate(self.columns):
            self.sheet.write_string(top, index, clean(column.label), self.header)
        last = self._write_lines(top + 1)
        if self.columns:
            self.sheet.autofilter(top, 0, max(last, top), len(self.columns) - 1)
        self.sheet.freeze_panes(top + 1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(top)
        self.sheet.set_footer("&L&A&R&P / &N")
        self._write_totals(top + 1, last)
        if self.report.chart and last > top:
            self._add_chart(self.report.chart)
        return last - top

    def _write_head(self) -> int:
        """Title and what the report was asked for; returns the row of the header."""
        self.sheet.write_string(0, 0, clean(self.report.title), self.bold)
        made_on = as_text(self.report.made_on, Kind.DATETIME, self.words)
        lines = [" · ".join(filter(None, (self.report.company, made_on)))]
        if self.report.filters:
            lines.append(self.words.filters % ", ".join(self.report.filters))
        if self.report.notice:
            lines.append(self.report.notice)
        for row, line in enumerate(lines, start=1):
            self.sheet.write_string(row, 0, clean(line), self.muted)
        return len(lines) + 2

    def _write_lines(self, first: int) -> int:
        """Write the rows; returns the last one's number."""
        row = first - 1
        path: tuple[str, ...] = ()
        for line in self.report.lines:
            if isinstance(line, Group):
                path = line.path
                continue
            row += 1
            if row > _LAST_ROW:
                raise ValueError(f"a sheet holds {_LAST_ROW} rows at most")
            self._write_row(row, (*path, *line))
        if row < first:
            self.sheet.write_string(first, 0, self.words.nothing, self.muted)
        return row

    def _write_row(self, row: int, values: Sequence[Any]) -> None:
        for index, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            self._write_cell(row, index, column.kind, value)

    def _write_cell(self, row: int, index: int, kind: Kind, value: Any) -> None:
        style = self.formats[kind]
        if value is None or value == "":
            return
        if isinstance(value, bool):
            text = self.words.yes if value else self.words.no
            self.sheet.write_string(row, index, text, style)
        elif isinstance(value, (int, float)) and math.isfinite(value):
            self.sheet.write_number(row, index, value, style)
        elif isinstance(value, (date, datetime)):
            self.sheet.write_datetime(row, index, value, style)
        else:
            self.sheet.write_string(row, index, clean(value), style)

    def _write_totals(self, first: int, last: int) -> None:
        if not any(value is not None for value in self.report.totals) or last < first:
            return
        totals = (None,) * len(self.report.group_labels) + tuple(self.report.totals)
        row = last + 1
        for index, (column, total) in enumerate(zip(self.columns, totals, strict=True)):
            style = self.total_formats[column.kind]
            if total is not None and column.has_total:
                cells = xl_range(first, index, last, index)
                # 109: the sum of the rows that the filter leaves.
                formula = f"=SUBTOTAL(109,{cells})"
                self.sheet.write_formula(row, index, formula, style, total)
            elif total is not None:
                self._write_cell(row, index, column.kind, total)
            elif index == 0:
                self.sheet.write_string(row, 0, self.words.total, style)
            else:
                self.sheet.write_blank(row, index, None, style)

    def _add_chart(self, chart: Chart) -> None:
        """A chart beside its numbers, which have a sheet of their own."""
        data = self.workbook.add_worksheet()
        data.hide()
        for index, series in enumerate(chart.series, start=1):
            data.write_string(0, index, clean(series.label))
        for row, category in enumerate(chart.categories, start=1):
            data.write_string(row, 0, clean(category))
            for index, series in enumerate(chart.series, start=1):
                data.write_number(row, index, series.values[row - 1])
        options = {"type": _CHART_TYPES[chart.mode]}
        if chart.is_stacked and chart.mode != "pie":
            options["subtype"] = "stacked"
        drawing = self.workbook.add_chart(options)
        count = len(chart.categories)
        for index, series in enumerate(chart.series, start=1):
            drawing.add_series(
                {
                    "name": clean(series.label),
                    "categories": [data.get_name(), 1, 0, count, 0],
                    "values": [data.get_name(), 1, index, count, index],
                }
            )
        drawing.set_title({"name": clean(chart.measure), "name_font": {"size": 12}})
        drawing.set_size({"width": 720, "height": 380})
        self.sheet.insert_chart(0, len(self.columns) + 1, drawing)

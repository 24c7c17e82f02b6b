from odoo import models

from ...engine.report import Chart, Column, Kind, Series

_COUNT = "__count"
_MOST_COLUMNS = 60
_MOST_CATEGORIES = 40
_MOST_SERIES = 8


class FieldReportBuilder(models.AbstractModel):
    """The pivot and graph layouts: groups against groups, and their measures."""

    _inherit = "field.report.builder"

    # ------------------------------------------------------------------
    # Groups
    # ------------------------------------------------------------------

    def _get_groupby(self, saved, known):
        """Groups that this user may ask for; dates by month unless said otherwise."""
        if isinstance(saved, str):
            saved = saved.split(",")
        found = []
        for each in saved or ():
            name, _colon, interval = str(each).partition(":")
            field = known.get(name)
            is_amount = field and field["type"] in ("float", "monetary")
            if not field or is_amount or not field.get("groupable", True):
                continue
            is_date = field["type"] in ("date", "datetime")
            found.append(f"{name}:{interval or 'month'}" if is_date else name)
        return list(dict.fromkeys(found))

    def _get_group_label(self, groupby, known):
        return known[groupby.partition(":")[0]]["string"]

    def _get_group_value(self, value, groupby, known):
        """What a heading says of a group."""
        field = known[groupby.partition(":")[0]]
        if field["type"] == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field["type"] == "selection":
            value = dict(field["selection"]).get(value, value)
        if isinstance(value, (tuple, list)):
            value = value[1]
        return str(value) if value not in (False, None, "") else self.env._("None")

    def _get_group_path(self, group, groupby, known):
        """Labels of a group of ``formatted_read_group``, the outermost first."""
        return tuple(
            self._get_group_value(group[each], each, known) for each in groupby
        )

    # ------------------------------------------------------------------
    # Tables
    # ------------------------------------------------------------------

    def _build_pivot(self, spec, model, domain, saved):
        known = self._get_fields(model)
        arch = self._get_arch(spec, model)
        nodes = [node for node in arch.iterfind("field") if not node.get("invisible")]

        def named(role):
            return [self._get_spec(node) for node in nodes if node.get("type") == role]

        rows = saved.get("pivot_row_groupby") or saved.get("group_by") or named("row")
        cols = saved.get("pivot_column_groupby") or named("col")
        measures = saved.get("pivot_measures")
        if not measures:
            has_count = arch.get("display_quantity") in ("1", "true", "True")
            measures = [_COUNT] * has_count + named("measure")
        return self._make_table(
            model,
            domain,
            known,
            self._get_groupby(rows, known),
            self._get_groupby(cols, known),
            measures,
        )

    def _build_graph(self, spec, model, domain, saved):
        known = self._get_fields(model)
        arch = self._get_arch(spec, model)
        nodes = [node for node in arch.iterfind("field") if not node.get("invisible")]
        groups = saved.get("graph_groupbys") or saved.get("group_by")
        groups = groups or [
            self._get_spec(node) for node in nodes if node.get("type") != "measure"
        ]
        groupby = self._get_groupby(groups, known)
        measure = saved.get("graph_measure") or next(
            (node.get("name") for node in nodes if node.get("type") == "measure"),
            _COUNT,
        )
        measures = self._get_measures([measure], known)
        table = self._make_table(
            model, domain, known, groupby[:1], groupby[1:], measures
        )
        table["chart"] = groupby and self._make_chart(
            table,
            has_series=len(groupby) > 1,
            measure=self._get_measure_label(measures[0], known),
            mode=saved.get("graph_mode") or arch.get("type") or "bar",
            is_stacked=saved.get(
                "graph_stacked", arch.get("stacked") not in ("0", "False")
            ),
        )
        return table

    def _get_spec(self, node):
        interval = node.get("interval")
        return f"{node.get('name')}:{interval}" if interval else node.get("name")

    def _get_measures(self, names, known):
        """Measures that add up or average, the count when there is none."""
        found = [
            name
            for name in names or ()
            if name == _COUNT or known.get(name, {}).get("aggregator")
        ]
        return list(dict.fromkeys(found)) or [_COUNT]

    def _get_measure_label(self, measure, known):
        return self.env._("Count") if measure == _COUNT else known[measure]["string"]

    def _make_table(self, model, domain, known, rows, cols, measures):
        measures = self._get_measures(measures, known)
        specs = [
            name if name == _COUNT else f"{name}:{known[name]['aggregator']}"
            for name in measures
        ]
        across = self._read_groups(model, domain, cols, specs, known) if cols else {}
        notice = ""
        if len(across) * len(measures) > _MOST_COLUMNS:
            across = dict(list(across.items())[: _MOST_COLUMNS // len(measures)])
            notice = self.env._(
                "Only the first columns: there are more than %(limit)s.",
                limit=_MOST_COLUMNS,
            )
        down = self._read_groups(model, domain, rows, specs, known)
        cells = (
            self._read_groups(model, domain, rows + cols, specs, known) if cols else {}
        )
        total = self._read_groups(model, domain, [], specs, known).get((), ())
        columns = [
            Column(self._get_group_label(each, known), width=20) for each in rows
        ] or [Column("", width=12)]
        for key in across:
            columns += self._make_measure_columns(measures, known, " › ".join(key))
        if not across or len(across) > 1:
            label = self.env._("Total") if across else ""
            columns += self._make_measure_columns(measures, known, label)
        none = (None,) * len(measures)

        def make_line(key, head):
            found = []
            for other, total_of_column in across.items():
                found += (
                    total_of_column if key is None else cells.get((*key, *other), none)
                )
            if not across or len(across) > 1:
                found += total if key is None else down[key]
            return (*head, *found)

        lines = [make_line(key, key or (self.env._("Total"),)) for key in down]
        totals = ()
        if rows and down:
            head = (self.env._("Total"), *[None] * (len(rows) - 1))
            totals = make_line(None, head)
        return {
            "columns": columns,
            "lines": lines,
            "totals": totals,
            "notice": notice,
        }

    def _make_measure_columns(self, measures, known, prefix):
        columns = []
        for measure in measures:
            label = self._get_measure_label(measure, known)
            if prefix:
                label = f"{prefix} – {label}" if len(measures) > 1 else prefix
            is_count = measure == _COUNT
            kind = Kind.INTEGER if is_count else None
            made = self._make_column(
                {"type": "integer", "string": label} if is_count else known[measure],
                label,
                is_count or known[measure]["aggregator"] == "sum",
            )
            columns.append(
                Column(label, kind or made.kind, made.has_total, max(made.width, 12))
            )
        return columns

    def _read_groups(self, model, domain, groupby, specs, known):
        """Values of the measures by the labels of their group."""
        found = {}
        for group in model.formatted_read_group(domain, groupby, specs):
            key = self._get_group_path(group, groupby, known)
            values = [group[spec] or 0 for spec in specs]
            if key in found:
                # Two records of one name: the reader sees one line, so it is their sum.
                values = [a + b for a, b in zip(found[key], values, strict=True)]
            found[key] = values
        return found

    def _make_chart(self, table, has_series, measure, mode, is_stacked):
        """The chart of a table with one column of categories; or none."""
        lines = table["lines"][:_MOST_CATEGORIES]
        if not lines:
            return None
        columns = table["columns"][1:]
        if has_series and len(columns) > 1:
            # The last one is their total.
            columns = columns[:-1]
        series = tuple(
            Series(column.label, tuple(float(line[index] or 0) for line in lines))
            for index, column in enumerate(columns[:_MOST_SERIES], start=1)
        )
        if mode == "pie" and len(series) > 1:
            shares = zip(*(each.values for each in series), strict=True)
            series = (Series(measure, tuple(map(sum, shares))),)
        return Chart(
            mode if mode in ("bar", "line", "pie") else "bar",
            tuple(line[0] for line in lines),
            series,
            measure,
            bool(is_stacked),
        )

from odoo import models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ...engine.report import Group

_BATCH = 500
_MOST_ROWS = {"xlsx": 50_000, "pdf": 3_000}
_MOST_GROUPS = 500
_WIDGETS_LEFT_OUT = {"handle", "list_activity", "image"}


class FieldReportBuilder(models.AbstractModel):
    """The list layout: the columns of the screen, row by row, under its groups."""

    _inherit = "field.report.builder"

    def _build_list(self, spec, model, domain, saved):
        known = self._get_fields(model)
        columns = self._get_list_columns(spec, model, known)
        names = [name for name, _column in columns]
        groupby = self._get_groupby(saved.get("group_by"), known)
        count = model.search_count(domain)
        limit = _MOST_ROWS[spec.format]
        notices = []
        if count > limit:
            notices.append(
                self.env._(
                    "The first %(limit)s of %(count)s rows: narrow the filters.",
                    limit=limit,
                    count=count,
                )
            )
        sums = [f"{name}:sum" for name, column in columns if column.has_total]
        groups = []
        if groupby:
            groups = model.formatted_read_group(
                domain, groupby, ["__count", *sums], limit=_MOST_GROUPS + 1
            )
            if len(groups) > _MOST_GROUPS:
                groups, groupby = [], []
                notices.append(
                    self.env._(
                        "Not grouped: there are more than %(limit)s groups.",
                        limit=_MOST_GROUPS,
                    )
                )
        totals = model._read_group(domain, [], sums)[0] if sums else ()
        return {
            "columns": [column for _name, column in columns],
            "group_labels": [self._get_group_label(each, known) for each in groupby],
            "lines": self._iter_list(
                spec, model, domain, groups, groupby, names, known, limit
            ),
            "totals": self._place_totals(columns, totals) if sums and count else (),
            "notice": " ".join(notices),
        }

    def _get_list_columns(self, spec, model, known):
        """(name, column) of what the screen showed, or shows when nobody said."""
        arch = self._get_arch(spec, model)
        nodes = {node.get("name"): node for node in arch.iterfind(".//field[@name]")}
        shown = [
            node for node in arch.iterfind(".//field[@name]") if self._is_shown(node)
        ]
        # A field may be there twice: hidden for the others' conditions, and to be seen.
        nodes |= {node.get("name"): node for node in shown}
        names = [name for name in spec.column_names or () if name in known]
        if not names:
            names = [
                name
                for name in dict.fromkeys(node.get("name") for node in shown)
                if name in known
            ]
        if not names:
            names = ["display_name"]
        found = []
        for name in names:
            node, field = nodes.get(name), known[name]
            label = node.get("string") if node is not None else None
            has_total = field.get("aggregator") == "sum" and (
                field["type"] == "monetary" or (node is not None and node.get("sum"))
            )
            found.append((name, self._make_column(field, label, bool(has_total))))
        return found

    def _is_shown(self, node):
        if node.get("optional") == "hide" or node.get("widget") in _WIDGETS_LEFT_OUT:
            return False
        hidden = node.get("column_invisible")
        if not hidden:
            return True
        try:
            return not safe_eval(hidden, {"context": {}, "uid": self.env.uid})
        except (NameError, ValueError, TypeError):
            return False

    def _place_totals(self, columns, totals):
        left = iter(totals)
        return tuple(
            next(left) or 0 if column.has_total else None for _name, column in columns
        )

    def _iter_list(self, spec, model, domain, groups, groupby, names, known, limit):
        """Groups and rows; no more rows than the limit."""
        order = self._get_order(spec, known)
        if not groupby:
            yield from self._iter_rows(model, domain, names, known, order, limit)
            return
        columns = self._get_list_columns(spec, model, known)
        for group in groups:
            if limit <= 0:
                return
            totals = [
                group[f"{name}:sum"] for name, column in columns if column.has_total
            ]
            yield Group(
                self._get_group_path(group, groupby, known),
                group["__count"],
                self._place_totals(columns, totals) if totals else (),
            )
            within = domain & Domain(group["__extra_domain"])
            for row in self._iter_rows(model, within, names, known, order, limit):
                limit -= 1
                yield row

    def _iter_rows(self, model, domain, names, known, order, limit):
        ids = model.search(domain, order=order, limit=limit).ids
        for start in range(0, len(ids), _BATCH):
            records = model.browse(ids[start : start + _BATCH])
            many = {
                name: self._get_names(records, name)
                for name in names
                if known[name]["type"] == "many2many"
            }
            for values in records.read(names):
                yield tuple(
                    many[name].get(values["id"])
                    if name in many
                    else self._get_value(known[name], values[name])
                    for name in names
                )
            # A long report must not keep all it has read.
            records.invalidate_recordset(flush=False)

    def _get_names(self, records, name):
        """Names of the linked records that this user may read, by record."""
        visible = set(records[name]._filtered_access("read").ids)
        return {
            record.id: ", ".join(
                linked.display_name for linked in record[name] if linked.id in visible
            )
            for record in records
        }

    def _get_order(self, spec, known):
        """Order of the saved filter, for the fields that still are there."""
        saved = spec.filter_id.sudo()
        found = saved._evaluate_for_report(saved.sort, [])
        terms = [
            term
            for term in found
            if isinstance(term, str)
            and (words := term.split())
            and words[0] in known
            and words[1:] in ([], ["asc"], ["desc"])
        ]
        return ", ".join(terms) or None

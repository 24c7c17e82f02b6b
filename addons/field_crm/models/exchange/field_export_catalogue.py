from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ...engine.exporter import ExportColumn, Kind
from ...engine.importer import OWN_PREFIX, PARK_PREFIX, PARTNER_TARGETS, STATUS
from ...engine.importer import Kind as TargetKind
from ...engine.opening_hours import format_hours
from . import export_columns as columns

HOURS_PREFIX = "opening:"
# Fields of properties, the field that names whose definitions they have, and theirs.
_GROUP_LISTS = {
    "group_properties": "properties_definition",
    "office_properties": "office_properties_definition",
}
# What an import does not take, in the order of the form.
_MORE = (
    "internal_name",
    "parent_id",
    "category_id",
    "region_id",
    "contact_group_id",
    "main_contact_name",
    "site_note",
    "flag_message",
    "visit_kind",
    "visit_description",
    "color_code",
    "photo_url",
    "geo_precision",
    "geo_source",
    "geo_date",
    "geofence_shape",
    "geofence_radius",
    "geofence",
    "opening_summary",
)
# What people read and never type (S0-21 … S0-30).
_LAST = (
    "last_visit_date",
    "visit_count",
    "next_visit_date",
    "revisit_days",
    "last_rating",
    "last_rating_comment",
    "last_visit_rating",
    "conversion_state",
    "last_movement_date",
    "company_id",
    "create_date",
    "write_date",
    "last_updated_by",
)
_WIDTHS = {
    TargetKind.TEXT: 26,
    TargetKind.EMAIL: 30,
    TargetKind.IBAN: 36,
    TargetKind.SIRET: 18,
    TargetKind.PHONE: 18,
    TargetKind.CODE: 20,
}
_SCALARS = {"integer", "float", "monetary", "date", "datetime"}


class FieldExportCatalogue(models.AbstractModel):
    """What a workbook of clients can hold, in the order of the base (S0-45).

    Names are those of the import wherever both know a column, so that an export can be
    imported again. A user sees the columns of the fields that the user may read.
    """

    _name = "field.export.catalogue"
    _description = "Columns of client exports"

    # ------------------------------------------------------------------
    # Names and labels
    # ------------------------------------------------------------------

    @api.model
    def _get_choices(self):
        """Name and label of every column."""
        targets = self.env["field.import.catalogue"]._get_choices()
        groups = [
            (f"{field_name}.{name}", self._get_group_label(definitions))
            for field_name, found in self._get_group_definitions().items()
            for name, definitions in found.items()
        ]
        hours = [
            (f"{HOURS_PREFIX}{day}", self.env._("Hours: %(day)s", day=label))
            for day, label in self._get_days().items()
        ]
        fields = self._get_field_choices
        choices = targets + groups + fields(_MORE) + hours + fields(_LAST)
        return self._tell_apart(dict(choices))

    @api.model
    def _get_field_choices(self, names):
        partners = self.env["res.partner"]
        label = self.env["field.import.catalogue"]._get_label
        return [
            (name, label(name))
            for name in names
            if name in partners._fields
            and partners._has_field_access(partners._fields[name], "read")
        ]

    @api.model
    def _tell_apart(self, labels):
        """Let no two columns have the same header, whatever users call own fields."""
        seen, choices = set(), []
        for name, label in labels.items():
            number, header = 1, label
            while header.casefold() in seen:
                number += 1
                header = f"{label} ({number})"
            seen.add(header.casefold())
            choices.append((name, header))
        return choices

    @api.model
    def _get_days(self):
        field = self.env["field.opening.hour"]._fields["dayofweek"]
        return dict(field._description_selection(self.env))

    @api.model
    def _get_group_definitions(self):
        """Fields of contact groups that the user may read.

        :return: {field of values: {name: {group: definition}}}; a list that was copied
            from group to group has the same names in each
        """
        partners = self.env["res.partner"]
        groups = self.env["field.contact.group"].with_context(active_test=False)
        found = {}
        for field_name, list_name in _GROUP_LISTS.items():
            if not partners._has_field_access(partners._fields[field_name], "read"):
                continue
            found[field_name] = definitions = defaultdict(dict)
            for group in groups.search(Domain.TRUE):
                for each in group[list_name]:
                    if each["type"] != "separator":
                        definitions[each["name"]][group] = each
        return found

    @api.model
    def _get_group_label(self, definitions):
        group, definition = next(iter(definitions.items()))
        label = definition.get("string") or definition["name"]
        if len(definitions) > 1:
            return label
        return self.env._("%(group)s: %(field)s", group=group.name, field=label)

    # ------------------------------------------------------------------
    # Columns
    # ------------------------------------------------------------------

    @api.model
    def _get_columns(self, names):
        """Columns of the sheet, and what reads them.

        :param names: names of `_get_choices`
        :return: list of `ExportColumn` and list of `Column`, in the order of ``names``
        """
        labels = dict(self._get_choices())
        kinds = {target.name: target.kind for target in PARTNER_TARGETS}
        reference = self.env["field.import.catalogue"]._get_reference()
        groups = self._get_group_definitions()
        own = {each["name"]: each for each in self.env["field.own.list"]._describe()}
        park = self._load_park
        hours = self._load_hours
        sheet, readers = [], []
        for name in names:
            field_name, _dot, property_name = name.partition(".")
            if name.startswith(PARK_PREFIX):
                key = int(name.removeprefix(PARK_PREFIX))
                reader = columns.LineColumn(key, park, Kind.NUMBER)
            elif name.startswith(HOURS_PREFIX):
                key = name.removeprefix(HOURS_PREFIX)
                reader = columns.LineColumn(key, hours, Kind.TEXT)
            elif name.startswith(OWN_PREFIX):
                definitions = {None: own[property_name]}
                reader = columns.PropertyColumn(
                    self.env, None, field_name, property_name, definitions
                )
            elif property_name:
                definitions = {
                    group.id: each
                    for group, each in groups[field_name][property_name].items()
                }
                reader = columns.PropertyColumn(
                    self.env, "contact_group_id", field_name, property_name, definitions
                )
            else:
                reader = self._get_field_column(name, reference.codes)
            width = max(_WIDTHS.get(kinds.get(name), 14), 10)
            sheet.append(ExportColumn(labels[name], width, reader.kind))
            readers.append(reader)
        return sheet, readers

    @api.model
    def _get_field_column(self, name, codes):
        field = self.env["res.partner"]._fields[name]
        if name == STATUS:
            words = {"client": self.env._("Yes"), "prospect": self.env._("No")}
            return columns.MappedColumn(name, words)
        if name in ("partner_latitude", "partner_longitude"):
            places = {"partner_latitude", "partner_longitude"}
            return columns.CoordinateColumn(name, *(places - {name}))
        if not field.store and not field.related or field.type == "many2many":
            return self._get_computed_column(field)
        if field.type == "many2one" and name in codes:
            return columns.MappedColumn(name, _Texts(codes[name]))
        if field.type == "many2one":
            return columns.LinkColumn(name, self.env[field.comodel_name])
        if field.type == "selection":
            choices = dict(field._description_selection(self.env))
            return columns.MappedColumn(name, choices)
        if field.type == "boolean":
            words = {True: self.env._("Yes"), False: self.env._("No")}
            return columns.MappedColumn(name, words)
        if field.type == "json":
            return columns.JsonColumn(name)
        if field.type in _SCALARS:
            return columns.PlainColumn(name, columns.KINDS[field.type])
        return columns.TextColumn(name)

    @api.model
    def _get_computed_column(self, field):
        name = field.name
        cells = {
            "revisit_days": lambda record: (
                record.revisit_days if record.revisit_date else None
            ),
        }
        if name in cells:
            return columns.ComputedColumn(cells[name], Kind.NUMBER)
        if field.relational:
            return columns.ComputedColumn(
                lambda record: ", ".join(record[name].mapped("display_name")) or None,
                Kind.TEXT,
            )
        if field.type == "selection":
            texts = dict(field._description_selection(self.env))
            return columns.ComputedColumn(
                lambda record: texts.get(record[name]), Kind.TEXT
            )
        if field.type in ("integer", "float", "monetary"):
            return columns.ComputedColumn(lambda record: record[name], Kind.NUMBER)
        return columns.ComputedColumn(lambda record: record[name] or None, Kind.ANY)

    # ------------------------------------------------------------------
    # Lines of partners
    # ------------------------------------------------------------------

    @api.model
    def _load_park(self, partner_ids):
        """Vehicles by partner and kind."""
        lines = self.env["field.park.line"]._read_group(
            [("partner_id", "in", partner_ids)],
            ["partner_id", "park_type_id"],
            ["vehicle_count:sum"],
        )
        return {
            (partner.id, park_type.id): count for partner, park_type, count in lines
        }

    @api.model
    def _load_hours(self, partner_ids):
        """Hours by partner and weekday, as they are typed."""
        lines = self.env["field.opening.hour"].search_fetch(
            [("partner_id", "in", partner_ids)],
            ["partner_id", "dayofweek", "hour_from", "hour_to"],
        )
        hours = defaultdict(list)
        for line in lines:
            (opening,) = line._to_openings()
            span = (opening.start, opening.clock_end)
            hours[line.partner_id.id, line.dayofweek].append(span)
        lines.invalidate_recordset(flush=False)
        return {key: format_hours(sorted(spans)) for key, spans in hours.items()}


class _Texts(dict):
    """Texts of a code list by identifier, each looked for once."""

    def __init__(self, codes):
        super().__init__()
        self._codes = codes

    def get(self, key, default=None):
        if key not in self:
            self[key] = self._codes.text_of(key)
        return self[key]

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.geocoder import Gazetteer
from ...engine.importer import PARK_PREFIX, NewCode
from .field_client_orm_mixin import OWN_PREFIX, QUIET
from .writing.batch import Batch, Setting
from .writing.copying import copy_lines, prepare_copy
from .writing.shape import PLAIN
from .writing.text import lines, plain

_PARK_COLUMNS = (
    "partner_id",
    "park_type_id",
    "vehicle_count",
    "create_uid",
    "write_uid",
    "create_date",
    "write_date",
)
_SPECIMEN = "field-crm-specimen"


class FieldClientInsertMixin(models.AbstractModel):
    """Create planned clients by COPY.

    A specimen that the ORM creates, and that is rolled back at once, tells what every
    column holds that no row says anything about: defaults of any add-on, of the
    company and of the user.
    """

    _name = "field.client.insert.mixin"
    _description = "Creation of clients by COPY"

    def _split_created(self, plans, shape):
        """(rows for COPY, rows for the ORM)."""
        if shape.strangers:
            return [], plans
        return self._split(plans, self._is_plain)

    def _is_plain(self, plan):
        return PLAIN.issuperset(plan.values) or all(
            name in PLAIN or name.startswith((PARK_PREFIX, OWN_PREFIX))
            for name in plan.values
        )

    @staticmethod
    def _split(plans, accepts):
        fast, slow = [], []
        for plan in plans:
            (fast if accepts(plan) else slow).append(plan)
        return fast, slow

    # ------------------------------------------------------------------
    # Insertion
    # ------------------------------------------------------------------

    def _prepare_insert(self, plans, run):
        """Everything that creates clients, nothing being written yet.

        :return: (identifiers in the order of the plans, list of columns and lines)
        """
        Partner = self.env["res.partner"]
        Partner.check_access("create")
        by_status = {}
        for plan in plans:
            by_status.setdefault(plan.values.get("field_status"), []).append(plan)
        found, copies = {}, []
        for status, group in by_status.items():
            Partner._check_may_set_status(status)
            ids = run.take_ids(len(group))
            copies.append(self._prepare_alike(group, ids, run))
            found.update(zip((plan.row for plan in group), ids, strict=True))
        return [found[plan.row] for plan in plans], copies

    def _prepare_alike(self, plans, ids, run):
        """Columns of clients of the same status, and their lines."""
        rows = self._get_rows(plans, run.new_codes)
        names = sorted({name for row in rows for name in row})
        constants = self._get_specimen(plans[0].values.get("field_status"))
        columns = {
            name: [row.get(name, constants[name][0]) for row in rows] for name in names
        }
        self._merge_own_properties(columns, constants)
        entries = run.shape.derived
        derived = {name for entry in entries for name in entry.outputs}
        usual = {name: constants[name] for name in constants.keys() - derived}
        columns = _Defaulted(columns, usual, len(ids))
        batch = Batch(ids, columns, run.setting, [row.keys() for row in rows])
        self._derive(batch, entries)
        partners = self.env["res.partner"]
        return prepare_copy(partners, {**batch.columns, "id": ids}, constants)

    def _finish_insert(self, plans, ids, run):
        """What follows once the clients are there."""
        self._insert_park(plans, ids)
        self._let_orm_finish(ids, run.shape)

    def _reserve_ids(self, count):
        self.env.cr.execute(
            SQL(
                "SELECT nextval('res_partner_id_seq') FROM generate_series(1, %s)",
                count,
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def _get_rows(self, plans, new_codes):
        """Values by column of each row, park lines left out."""
        rows = []
        for plan in plans:
            row = {}
            is_plain = PLAIN.issuperset(plan.values)
            for name, value in plan.values.items():
                if type(value) is NewCode:
                    row[name] = self._get_new_code(value, new_codes)
                elif is_plain or not name.startswith((PARK_PREFIX, OWN_PREFIX)):
                    row[name] = value
                elif name.startswith(OWN_PREFIX):
                    own = row.setdefault("own_properties", {})
                    own[name.removeprefix(OWN_PREFIX)] = value
            rows.append(row)
        return rows

    def _merge_own_properties(self, columns, constants):
        if "own_properties" in columns:
            usual = constants["own_properties"][0] or {}
            columns["own_properties"] = [
                {**usual, **(own or {})} for own in columns["own_properties"]
            ]

    @staticmethod
    def _derive(batch, derived):
        """Fill in what follows from other columns."""
        for entry in derived:
            results = entry.derive(batch)
            kept = set(entry.outputs) & batch.columns.keys() if entry.is_kept else ()
            for name, values in zip(entry.outputs, results, strict=True):
                if kept:
                    values = [
                        value if kept.isdisjoint(given) else current
                        for value, current, given in zip(
                            values, batch[name], batch.given, strict=True
                        )
                    ]
                batch.columns[name] = values

    # ------------------------------------------------------------------
    # What is the same for all
    # ------------------------------------------------------------------

    def _get_specimen(self, status):
        """What the ORM stores for a client that only has a name.

        :return: {column: (value, text as COPY wants it or None)}
        """
        # Its times are those of the transaction.
        now = self.env.cr.now()
        key = ("field_client_specimen", self.env.uid, self.env.company.id, status, now)
        cache = self.env.cr.cache
        if key not in cache:
            specimen = self._make_specimen(status)
            # Rolling back has emptied it.
            cache[key] = specimen
        return cache[key]

    def _make_specimen(self, status):
        Partner = self.env["res.partner"].with_context(**QUIET)
        vals = {"name": _SPECIMEN, "ref": _SPECIMEN, "field_status": status}
        savepoint = self.env.cr.savepoint()
        try:
            partner = Partner.create({**self._get_defaults(), **vals})
            self.env.flush_all()
            return self._read_raw(partner.id)
        finally:
            savepoint.close(rollback=True)

    def _read_raw(self, partner_id):
        names = [
            field.name
            for field in self.env["res.partner"]._fields.values()
            if field.store and field.column_type and field.name != "id"
        ]
        raw = [SQL.identifier(name) for name in names]
        as_text = [SQL("%s::text", name) for name in raw]
        self.env.cr.execute(
            SQL(
                "SELECT %s FROM res_partner WHERE id = %s",
                SQL(", ").join(raw + as_text),
                partner_id,
            )
        )
        row = self.env.cr.fetchone()
        return {
            name: (row[index], row[len(names) + index])
            for index, name in enumerate(names)
        }

    def _get_setting(self):
        """What the derivations need to know."""
        env = self.env
        Partner = env["res.partner"]
        modes = env["field.payment.mode"].sudo().with_context(active_test=False)
        subcategories = (
            env["field.client.subcategory"].sudo().with_context(active_test=False)
        )
        return Setting(
            countries={
                each.id: each.code
                for each in env["res.country"].search_fetch([], ["code"])
            },
            country=env.company.country_id.code or "FR",
            locked_days={
                mode.id: mode.locked_days
                for mode in modes.search_fetch([], ["locked_days"])
            },
            categories={
                each.id: each.category_id.id
                for each in subcategories.search_fetch([], ["category_id"])
            },
            searched=tuple(Partner._get_searched_fields()),
            phones=tuple(Partner._phone_get_number_fields()),
            clock=fields.Datetime.now(),
            gazetteer=Gazetteer.shared(),
            partner=Partner.browse(),
        )

    # ------------------------------------------------------------------
    # Rights, and what only the ORM knows
    # ------------------------------------------------------------------

    def _check_rules(self, operation, ids):
        """Hold the record rules against what was written, all at once.

        :raise AccessError: as the ORM words it
        """
        if self.env.su or not ids:
            return
        Rule = self.env["ir.rule"]
        domain = Rule._compute_domain("res.partner", operation)
        if domain.is_true():
            return
        Partner = self.env["res.partner"].sudo().with_context(active_test=False)
        query = Partner._search(Domain("id", "in", ids) & domain)
        self.env.cr.execute(query.select())
        denied = set(ids).difference(row[0] for row in self.env.cr.fetchall())
        if denied:
            forbidden = self.env["res.partner"].browse(denied)
            raise Rule._make_access_error(operation, forbidden)

    def _let_orm_finish(self, ids, shape):
        """Have the ORM compute and check what the fast way does not know."""
        names = shape.left
        partners = self.env["res.partner"].browse(ids)
        for name in names:
            self.env.add_to_compute(partners._fields[name], partners)
        if names:
            partners._recompute_recordset(names)
            self.env.flush_all()
        for name in shape.checks:
            getattr(partners, name)()

    @staticmethod
    def _get_park_rows(plans, ids):
        """List of (partner, park type, number of vehicles) that the rows give."""
        return [
            (partner_id, int(name.removeprefix(PARK_PREFIX)), count or 0)
            for plan, partner_id in zip(plans, ids, strict=True)
            if not PLAIN.issuperset(plan.values)
            for name, count in plan.values.items()
            if name.startswith(PARK_PREFIX)
        ]

    def _insert_park(self, plans, ids):
        """Lines of the park of new clients."""
        rows = [row for row in self._get_park_rows(plans, ids) if row[2]]
        if not rows:
            return
        self.env["field.park.line"].check_access("create")
        now, uid = self.env.cr.now(), self.env.uid
        columns = [plain(column) for column in zip(*rows, strict=True)]
        columns += [plain([each] * len(rows)) for each in (uid, uid, now, now)]
        copy_lines(self.env.cr, "field_park_line", _PARK_COLUMNS, lines(columns))


class _Defaulted(dict):
    """Columns that fall back on what the specimen holds."""

    def __init__(self, columns, constants, size):
        super().__init__(columns)
        self._constants = constants
        self._size = size

    def get(self, name, default=None):
        if name in self or name not in self._constants:
            return super().get(name, default)
        return [self._constants[name][0]] * self._size

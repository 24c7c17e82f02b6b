from contextlib import contextmanager

from psycopg2 import DataError, IntegrityError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...engine.importer import PARK_PREFIX, NewCode
from ..prospect.field_doubles_mixin import DOUBLES_COMPARED

OWN_PREFIX = "own_properties."
_REFUSALS = (UserError, IntegrityError, DataError)
# A rep is not to be notified of, nor a thread filled with, thousands of changes that
# the log of the import tells at once.
QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "tracking_disable": True,
    # Odoo's own sign of an import: a position comes from the file, not from a person.
    "import_file": True,
    # The ERP's clients may be incomplete; the plan has told what is missing.
    "field_place_optional": True,
    # A client base from elsewhere shares numbers; it is not typed by a rep.
    "field_doubles": DOUBLES_COMPARED,
}


class FieldClientOrmMixin(models.AbstractModel):
    """Write planned clients by the ORM: right for every row, a hundred a second."""

    _name = "field.client.orm.mixin"
    _description = "Writing of clients by the ORM"

    @api.model
    def _create_by_orm(self, plans, new_codes):
        Partner = self.env["res.partner"].with_context(**QUIET)
        defaults = self._get_defaults()
        values = [
            {**defaults, **self._get_vals(plan, Partner, new_codes)} for plan in plans
        ]
        try:
            with self.env.cr.savepoint():
                return Partner.create(values).ids
        except _REFUSALS:
            # One row spoils the batch: find out which, to tell it.
            for plan, vals in zip(plans, values, strict=True):
                with self._naming_row(plan):
                    Partner.create(vals)
            raise

    @api.model
    def _update_by_orm(self, plans, new_codes):
        Partner = self.env["res.partner"].with_context(**QUIET)
        partners = Partner.browse([plan.record_id for plan in plans])
        values = [
            self._get_vals(plan, partner, new_codes)
            for plan, partner in zip(plans, partners, strict=True)
        ]
        try:
            with self.env.cr.savepoint():
                for partner, vals in zip(partners, values, strict=True):
                    partner.write(vals)
        except _REFUSALS:
            for plan, partner, vals in zip(plans, partners, values, strict=True):
                with self._naming_row(plan):
                    partner.write(vals)
            raise

    @contextmanager
    def _naming_row(self, plan):
        try:
            with self.env.cr.savepoint():
                yield
        except _REFUSALS as error:
            reason = (
                error.args[0]
                if isinstance(error, UserError)
                else self.env["res.partner"]._sql_error_to_message(error)
            )
            raise UserError(
                self.env._(
                    "Nothing was imported, because row %(row)s (%(reference)s) "
                    "is refused: %(reason)s",
                    row=plan.row,
                    reference=plan.key,
                    reason=reason,
                )
            ) from error

    @api.model
    def _get_defaults(self):
        """Values of new records that the file says nothing about."""
        company = self.env.company
        # Clients of one company are shared by all until there are several (S0-13).
        is_alone = self.env["res.company"].sudo().search_count([], limit=2) < 2
        return {
            "is_company": True,
            "company_id": False if is_alone else company.id,
            "country_id": company.country_id.id,
        }

    def _get_vals(self, plan, partner, new_codes):
        vals, park, own = {}, {}, {}
        for name, value in plan.values.items():
            if name.startswith(PARK_PREFIX):
                park[int(name.removeprefix(PARK_PREFIX))] = value or 0
            elif name.startswith(OWN_PREFIX):
                own[name.removeprefix(OWN_PREFIX)] = value
            elif isinstance(value, NewCode):
                vals[name] = self._get_new_code(value, new_codes)
            else:
                vals[name] = False if value is None else value
        if park:
            vals["park_line_ids"] = self._get_park_commands(partner, park)
        if own:
            # What a row says nothing about stays.
            kept = dict(partner.own_properties or {}) if partner else {}
            vals["own_properties"] = {**kept, **own}
        return vals

    def _get_park_commands(self, partner, park):
        lines = {line.park_type_id.id: line for line in partner.park_line_ids}
        commands = []
        for park_type_id, count in park.items():
            if park_type_id in lines:
                commands.append(
                    Command.update(lines[park_type_id].id, {"vehicle_count": count})
                )
            elif count:
                commands.append(
                    Command.create(
                        {"park_type_id": park_type_id, "vehicle_count": count}
                    )
                )
        return commands

    def _get_new_code(self, new_code, new_codes):
        """Identifier of an entry that the user asked to create, created once."""
        parent = new_code.parent
        parent_id = (
            self._get_new_code(parent, new_codes)
            if isinstance(parent, NewCode)
            else parent
        )
        key = (new_code.target, new_code.text.casefold(), parent_id)
        if key not in new_codes:
            Model = self.env["field.import.catalogue"]._get_comodel(new_code.target)
            vals = {"name": new_code.text}
            if new_code.target != "sector_id":
                vals["code"] = new_code.text
            if parent_id:
                vals["category_id"] = parent_id
            # An earlier batch of the same import may have made it.
            known = Model.search(self._get_code_domain(vals), limit=1)
            new_codes[key] = (known or Model.create(vals)).id
        return new_codes[key]

    @staticmethod
    def _get_code_domain(vals):
        name = "code" if "code" in vals else "name"
        text = vals[name]
        for char in "\\%_":
            text = text.replace(char, f"\\{char}")
        domain = [(name, "=ilike", text)]
        if "category_id" in vals:
            domain.append(("category_id", "=", vals["category_id"]))
        return domain

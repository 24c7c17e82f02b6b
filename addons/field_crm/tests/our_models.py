"""Which models and fields are ours, and a record of any of them, by introspection.

A model that is added tomorrow is tested tomorrow: the tests that walk over all models
fail until they are told what its records need.
"""

import importlib
import itertools
import string
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tools import file_path

from .common import SIGNATURE

PREFIX = "field_crm"
DIGITS = string.digits + string.ascii_uppercase

# Made by the record that they belong to, which takes away any other.
COLUMNS = {
    "field.export.column": "field.export.wizard",
    "field.booking.column": "field.booking.page",
}

_numbers = itertools.count(1)


def our_models(env, addon=None):
    """Names of the models that have records and that our add-ons, or one, define."""

    def is_ours(module):
        return module == addon if addon else module.startswith(PREFIX)

    return sorted(
        name
        for name, model in env.registry.items()
        if not model._abstract and is_ours(model._original_module or "")
    )


def what_addons_know(env):
    """The modules ``tests.introspection`` of the add-ons that stand on this one.

    There they tell what this one cannot know of their models: ``special(maker)`` gives
    functions by model that make values, ``KEYS`` fields that nobody types, ``SHARED``
    models that companies share on purpose, each with the reason.
    """
    found = []
    for addon in sorted(env.registry._init_modules):
        if addon.startswith(f"{PREFIX}_"):
            try:
                file_path(f"{addon}/tests/introspection.py")
            except FileNotFoundError:
                continue
            found.append(
                importlib.import_module(f"odoo.addons.{addon}.tests.introspection")
            )
    return found


def our_fields(env, model):
    """The fields of a model that one of our add-ons defines."""
    return [
        field
        for field in env[model]._fields.values()
        if any((name or "").startswith(PREFIX) for name in field._modules)
    ]


def short(number):
    """A number below 1,296 in two characters."""
    return "".join(DIGITS[digit] for digit in divmod(number, len(DIGITS)))


class Maker:
    """Makes a record of any model of ours, with what it cannot do without.

    Parameters
    ----------
    case : FieldCrmCase
        Its company, partners and users are used.
    """

    def __init__(self, case, env=None):
        self.case = case
        self.env = env or case.env

    def _special(self, model):
        """What introspection cannot know: rules that are no ``required=True``."""
        case = self.case
        values = {
            "field.conversion.request": lambda: {
                "partner_id": self._complete_prospect().id,
            },
            "field.conversion.wizard": lambda: {
                "partner_id": self._complete_prospect().id,
                "signature": SIGNATURE,
            },
            "field.visit": lambda: {"partner_id": case.client.id, "state": "planned"},
            "field.visit.feedback": lambda: {
                "visit_id": self.make("field.visit").id,
                "sent_on": fields.Datetime.now(),
                "expires_on": fields.Datetime.now() + timedelta(days=30),
            },
            "field.modification.request.line": lambda: {"field_name": "city"},
            "field.visit.question": lambda: {"kind": "checkbox"},
            "field.client.subcategory": lambda: {
                "category_id": case.env.ref("field_crm.client_category_haulier").id
            },
            "field.report.subscription": lambda: {"user_id": case.manager.id},
            "field.opening.hour": lambda: {"hour_from": 8.0, "hour_to": 12.0},
            "field.sla": lambda: {"delay_hours": 4.0},
            "field.revisit.wizard": lambda: {
                "partner_ids": [Command.set(case.client.ids)]
            },
        }
        for known in what_addons_know(self.env):
            values.update(known.special(self))
        return values.get(model, dict)()

    def _complete_prospect(self):
        case = self.case
        prospect = case.env["res.partner"].create(
            {"name": f"Prospect {next(_numbers)}", "field_status": "prospect"}
        )
        phone = f"02 99 01 {next(_numbers):04}"
        prospect.write(case._complete_sheet(phone=phone))
        return prospect

    def make(self, model, **given):
        """A record of a model with its mandatory fields, in the case's company."""
        records = self.env[model]
        if model in COLUMNS:
            return self.make(COLUMNS[model]).column_ids[:1]
        if not records._auto:
            return records.search([("user_id", "=", self.case.rep.id)], limit=1)
        values = {**self._special(model), **given}
        company = records._fields.get("company_id")
        if company and company.store and not company.related:
            values.setdefault("company_id", self.case.company.id)
        defaults = records.default_get(list(records._fields))
        for name, field in records._fields.items():
            if name in values or defaults.get(name) or not field.required:
                continue
            if not (field.compute and field.readonly) and not field.related:
                values[name] = self._value(field)
        return records.create(values)

    def _value(self, field):
        number = next(_numbers)
        kinds = {
            # Some codes of the ERP hold two characters.
            "char": lambda: short(number) if field.name == "code" else f"X{number}",
            "text": lambda: f"Text {number}",
            "html": lambda: f"<p>Text {number}</p>",
            "integer": lambda: number,
            "float": lambda: 1.0,
            "monetary": lambda: 1.0,
            "boolean": lambda: True,
            "date": fields.Date.today,
            "datetime": fields.Datetime.now,
            "selection": lambda: field.get_values(self.env)[0],
            "binary": lambda: SIGNATURE,
            "many2one": lambda: self._related(field.comodel_name).id,
            "many2many": lambda: [Command.set(self._related(field.comodel_name).ids)],
            "reference": lambda: f"res.partner,{self.case.client.id}",
        }
        return kinds[field.type]()

    def _related(self, model):
        known = {
            "res.partner": self.case.client,
            "res.users": self.case.rep,
            "res.company": self.case.company,
        }
        if model in known:
            return known[model]
        if model in our_models(self.env):
            return self.make(model)
        partner = {"partner_id": self.case.client.id}
        documents = {
            "crm.lead": {"name": "Besoin", **partner},
            "sale.order": partner,
            "ir.filters": {"name": "Favori", "model_id": "crm.lead"},
        }
        if model in documents:
            return self.env[model].create(documents[model])
        return self.env[model].search([], limit=1)

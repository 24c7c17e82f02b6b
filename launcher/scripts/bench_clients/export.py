"""Export of all partners in thirty columns, beside the same cells by bare xlsxwriter.

`export_ratio`: time of ours over time of xlsxwriter's, which gets the cells ready made.
`export_mb`: what the export adds to the memory of the server at its peak.
"""

import resource
import statistics
import time
from datetime import date, datetime
from tempfile import TemporaryFile

import _memory
import xlsxwriter

from odoo.addons.field_crm.models.exchange.export_reader import ExportReader

STANDARD = [
    "ref",
    "name",
    "field_status",
    "client_code",
    "category_code_id",
    "subcategory_code_id",
    "company_registry",
    "vat",
    "street",
    "street2",
    "zip",
    "city",
    "country_id",
    "partner_latitude",
    "partner_longitude",
    "phone",
    "mobile",
    "email",
    "user_id",
    "sector_id",
    "agency_id",
    "revisit_date",
    "revenue_current",
    "revenue_previous",
    "payment_mode_id",
    "price_grid_id",
    "last_visit_date",
]
OWN = (
    ("Bench, level", "selection", ["Bronze", "Silver", "Gold"]),
    ("Bench, activity", "integer", None),
    ("Bench, remark", "char", None),
)


def measure(env, repeats):
    """Figures of the export; what is made for it is rolled back."""
    # With record rules and the groups of fields, as people export.
    manager = env["res.users"].search([("login", "=", "large_manager")])
    env = env(user=manager, su=False)
    names = [*STANDARD, *(f"own_properties.{name}" for name in _fill(env))]
    ids = env["res.partner"].search([])._ids
    ours, bare, growth = [], [], []
    for _repeat in range(repeats):
        with TemporaryFile() as stream, _memory.peak() as peak:
            start = time.perf_counter()
            written = env["field.export"]._write_workbook(
                stream, [], names, False, lambda done: None
            )
            ours.append(time.perf_counter() - start)
        growth.append(peak["mb"])
        rows = _cells(env, names, ids)
        with TemporaryFile() as stream:
            start = time.perf_counter()
            _write_bare(stream, rows)
            bare.append(time.perf_counter() - start)
        del rows
    ratios = [one / two for one, two in zip(ours, bare, strict=True)]
    env.cr.rollback()
    return {
        "export_ratio": round(statistics.median(ratios), 2),
        "export_mb": round(max(growth)),
        "details": {
            "rows": written.rows,
            "columns": len(names),
            "export_s": [round(one, 1) for one in ours],
            "bare xlsxwriter_s": [round(one, 1) for one in bare],
            "export_mb": [round(one) for one in growth],
            "server_mb": round(
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            ),
        },
    }


def _fill(env):
    """Own fields with values of every partner."""
    own_list = env["field.own.list"].sudo()
    names = [own_list._add(*each) for each in OWN]
    described = {each["name"]: each for each in own_list._describe()}
    keys = [key for key, _label in described[names[0]]["selection"]]
    env.flush_all()
    env.cr.execute(
        """
        UPDATE res_partner
           SET own_properties = jsonb_build_object(
                   %s, (%s::text[])[1 + id %% 3], %s, id %% 1000, %s, 'Remark ' || id)
        """,
        [names[0], keys, names[1], names[2]],
    )
    env.invalidate_all()
    return names


def _cells(env, names, ids):
    _sheet, readers = env["field.export.catalogue"]._get_columns(names)
    return list(ExportReader(env, readers).rows(ids, lambda done: None))


def _write_bare(stream, rows):
    """The same cells, formats included, in the quickest way that xlsxwriter has."""
    workbook = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    text = workbook.add_format({"num_format": "@"})
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(number, index, value, text)
            elif isinstance(value, (date, datetime)):
                sheet.write_datetime(number, index, value, day)
            else:
                sheet.write_number(number, index, value)
    workbook.close()

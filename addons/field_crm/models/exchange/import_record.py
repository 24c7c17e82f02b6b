import base64
from collections import Counter
from io import BytesIO

from ...engine.geocoder import Address, Gazetteer
from ...engine.importer import Action, Summary, write_refused
from .import_messages import row_message

# More lines than anybody reads would only slow the screen down; the workbook of the
# refused rows has them all.
SHOWN_REFUSED = 1000
SHOWN_WARNINGS = 500
SHOWN_CHANGES = 500


class ImportRecord:
    """The outcome of a check, as the lines of the screen and of the workbook."""

    def __init__(self, owner, reference, table):
        self.owner = owner
        self.reference = reference
        self.table = table
        self.headers = owner._get_headers()
        self.labels = dict(owner.env["field.import.catalogue"]._get_choices())
        self.summary = Summary()
        self.problems, self.changes, self.refused = [], [], []
        self.problem_count = self.change_count = 0
        self.places = Counter()

    def add(self, plan):
        """Count a row, and keep what is to be said about it."""
        self.summary.add(plan)
        self.problem_count += len(plan.problems)
        if plan.action is Action.REFUSED:
            self.refused.append((plan.row, self._get_reasons(plan)))
            if len(self.refused) <= SHOWN_REFUSED:
                self.problems += self._get_problem_vals(plan)
        elif plan.problems and self.summary.warnings <= SHOWN_WARNINGS:
            self.problems += self._get_problem_vals(plan)
        if plan.action is Action.CREATE:
            self.places[self._get_precision(plan.values)] += 1
        if plan.action is Action.UPDATE:
            self.change_count += len(plan.values)
            if len(self.changes) < SHOWN_CHANGES:
                self.changes += self._get_change_vals(plan)

    def _get_precision(self, values):
        """How exactly a new record will be on the map at once (S0-36, S0-37)."""
        if values.get("partner_latitude") is not None:
            return "file"
        address = Address.of(
            values.get("street") or values.get("street2"),
            values.get("zip"),
            values.get("city"),
            self.reference.countries.get(
                values.get("country_id"), self.reference.country
            ),
        )
        place = Gazetteer.shared().find(address.postcode, address.town, address.country)
        return place.precision if place else "none"

    def write_refused(self):
        """The refused rows as a workbook to mend; False when there are none."""
        if not self.refused:
            return False
        reasons = dict(self.refused)
        stream = BytesIO()
        write_refused(
            stream,
            self.table.columns,
            ((row, reasons[row[0]]) for row in self.table.rows if row[0] in reasons),
            self.owner.env._("Reason of refusal"),
        )
        return base64.b64encode(stream.getvalue())

    def _get_problem_vals(self, plan):
        return [
            {
                "import_id": self.owner.id,
                "row": problem.row,
                "reference": plan.key,
                "column": self.headers.get(problem.target, ""),
                "value": problem.value,
                "reason": row_message(self.owner.env, problem),
                "is_warning": problem.is_warning,
                "severity": "warning" if problem.is_warning else "refused",
            }
            for problem in plan.problems
        ]

    def _get_reasons(self, plan):
        env = self.owner.env
        return " / ".join(
            ": ".join(
                filter(
                    None, (self.headers.get(problem.target), row_message(env, problem))
                )
            )
            for problem in plan.problems
            if not problem.is_warning
        )

    def _get_change_vals(self, plan):
        present = self.owner._present
        return [
            {
                "import_id": self.owner.id,
                "row": plan.row,
                "reference": plan.key,
                "name": plan.name,
                "field_label": self.labels[name],
                "previous": present(name, plan.previous.get(name), self.reference),
                "value": present(name, value, self.reference),
            }
            for name, value in plan.values.items()
        ]

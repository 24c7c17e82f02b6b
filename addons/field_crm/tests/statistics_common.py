from odoo.tests import freeze_time

from .common import FieldCrmCase


@freeze_time("2026-06-15 10:00:00")
class StatisticsCase(FieldCrmCase):
    """Visits of two reps in two years, and what they hand over.

    Today is 15 June 2026 in Paris.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.rep, cls.other_rep, cls.manager, cls.admin):
            user.tz = "Europe/Paris"
        cls.grid = cls.env.ref("field_crm.price_grid_standard")
        cls.farm_grid = cls.env.ref("field_crm.price_grid_farm")
        cls.proposal = cls.env.ref("field_crm.visit_proposal")
        cls.truck = cls.env.ref("field_crm.proposal_truck")
        cls.works = cls.env.ref("field_crm.proposal_works")
        cls.client.write(
            {
                "price_grid_id": cls.grid.id,
                "revenue_current": 1000,
                "revenue_previous": 800,
            }
        )
        cls.farm = cls.env["res.partner"].create(
            {
                "name": "GAEC des Tilleuls",
                "field_status": "client",
                "user_id": cls.rep.id,
                "price_grid_id": cls.farm_grid.id,
                "revenue_current": 500,
            }
        )
        cls.other_client = cls.env["res.partner"].create(
            {
                "name": "Carrières de l'Ouest",
                "field_status": "client",
                "user_id": cls.other_rep.id,
            }
        )

    @classmethod
    def _visit(cls, partner, date, rep=None, answers=None, state="done"):
        """A visit of any past date, recorded as an import would."""
        values = {
            "partner_id": partner.id,
            "user_id": (rep or cls.rep).id,
            "date": date,
            "state": state,
            "problem": "Portail fermé" if state == "done_issues" else False,
            "answer_ids": [(6, 0, answers.ids if answers else [])],
        }
        visits = cls.env["field.visit"].with_context(field_visit_any_past_date=True)
        return visits.create(values)

    def _page(self, user, **arguments):
        return self.env["field.statistics"].with_user(user).get_page(**arguments)

    def _rows(self, part):
        """Rows of a table by their name, without the header."""
        return {row[0]: row[1:] for row in part["rows"][1:]}

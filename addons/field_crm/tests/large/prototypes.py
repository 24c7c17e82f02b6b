"""The records that the large base copies, made by the ORM itself."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from ..common import SIRET

# Several passes of a rep's year: what a visit brings, and how many of a hundred.
VISIT_KINDS = (
    ("done", ("contact_visit",), 40),
    ("done", ("contact_visit", "visit_proposal", "proposal_truck"), 30),
    ("done", (), 20),
    ("planned", (), 7),
    ("cancelled", (), 3),
)

QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_reset_password": True,
}


class Prototypes:
    """One record of each kind. What a copy does not change is the ORM's doing.

    Attributes
    ----------
    reps : res.users
    sectors : field.sector
        One for each rep.
    client, prospect, contacts : res.partner
        `contacts` are those of the client and of the prospect, in this order.
    visits : list of (field.visit, field.visit, int)
        A client's visit, a prospect's, and how many of a hundred are of this kind.
    """

    def __init__(self, env, reps):
        self.env = env(context=dict(env.context, **QUIET))
        self.reps = self._make_reps(reps)
        self.sectors = self.env["field.sector"].create(
            [
                {"name": f"Secteur {rep.login}", "user_ids": [Command.link(rep.id)]}
                for rep in self.reps
            ]
        )
        sheet = self._sheet()
        partners = self.env["res.partner"]
        self.client = partners.create(
            {**sheet, "name": "Client zéro", "field_status": "client", "ref": "L0"}
        )
        self.prospect = partners.create(
            {
                **sheet,
                "name": "Prospect zéro",
                "field_status": "prospect",
                "ref": "L00",
                # A prospect that shares these with a client is refused as its double.
                "phone": "02 99 00 00 01",
                "email": "prospect@field.example",
                "company_registry": False,
            }
        )
        self.contacts = partners.create(
            [
                {
                    "name": "Contact zéro",
                    "parent_id": parent.id,
                    "function": "Chef d'atelier",
                    "phone": f"02 99 00 00 1{number}",
                    "email": f"contact{number}@field.example",
                }
                for number, parent in enumerate((self.client, self.prospect))
            ]
        )
        self.visits = [self._make_visits(*kind) for kind in VISIT_KINDS]
        self.env.flush_all()

    def _make_reps(self, count):
        group = self.env.ref("field_crm.group_field_rep")
        return self.env["res.users"].create(
            [
                {
                    "name": f"Commercial {number:02d}",
                    "login": f"large{number:02d}",
                    "email": f"large{number:02d}@field.example",
                    "group_ids": [Command.set(group.ids)],
                    "tz": "Europe/Paris",
                }
                for number in range(1, count + 1)
            ]
        )

    def _sheet(self):
        ref = self.env.ref
        code = self.env["field.sheet.code"]
        return {
            "is_company": True,
            "lang": "fr_FR",
            "country_id": ref("base.fr").id,
            "user_id": self.reps[0].id,
            "sector_id": self.sectors[0].id,
            "agency_id": self.env["field.agency"]
            .create({"code": "LRGE", "name": "Rennes Nord"})
            .id,
            "category_code_id": ref("field_crm.client_category_haulier").id,
            "subcategory_code_id": ref("field_crm.client_subcategory_haulage").id,
            "street": "12 rue des Lilas",
            "zip": "35000",
            "city": "Rennes",
            "phone": "02 99 00 00 00",
            "email": "zero@field.example",
            "company_registry": SIRET,
            "periodicity_id": code.search(
                [("list", "=", "periodicity"), ("code", "=", "M")], limit=1
            ).id,
            "price_grid_id": ref("field_crm.price_grid_standard").id,
            "payment_mode_id": ref("field_crm.payment_mode_transfer").id,
            "payment_days": 30,
        }

    def _make_visits(self, state, answers, share):
        # Tomorrow for what lies ahead, an hour ago for what took place.
        ahead = timedelta(days=1) if state == "planned" else timedelta(hours=-1)
        visits = self.env["field.visit"].create(
            [
                {
                    "partner_id": partner.id,
                    "user_id": self.reps[0].id,
                    "state": state,
                    "date": fields.Datetime.now() + ahead,
                    "answer_ids": [
                        Command.link(self.env.ref(f"field_crm.{name}").id)
                        for name in answers
                    ],
                }
                for partner in (self.client, self.prospect)
            ]
        )
        return visits[0], visits[1], share

from datetime import timedelta

from odoo import api, fields, models

# Who asked, for what, how many days ahead, and what became of it.
_REQUESTS = (
    {
        "company_name": "EARL de la Rivière",
        "contact_name": "Benoît Lemarchand",
        "email": "benoit@earl-riviere.example",
        "phone": "02 61 91 77 10",
        "street": "La Basse Rivière",
        "zip": "35340",
        "city": "Liffré",
        "type": "visit_type_repair",
        "days": 4,
        "period": "morning",
        "message": "Pneu arrière droit du tracteur fendu, 650/65 R38.",
        "state": "to_check",
    },
    {
        "company_name": "Transports Le Meur",
        "contact_name": "Nathalie Prigent",
        "email": "nathalie.prigent@transports-le-meur.example",
        "phone": "02 61 91 43 44",
        "zip": "29217",
        "city": "Plougonvelin",
        "type": "visit_type_maintenance",
        "days": 9,
        "period": "any",
        "message": "Contrôle des pressions de six remorques.",
        "state": "to_check",
    },
    {
        "company_name": "Camping des Flots",
        "contact_name": "Yann Kervella",
        "email": "contact@camping-des-flots.example",
        "phone": "02 61 91 77 31",
        "zip": "66140",
        "city": "Canet-en-Roussillon",
        "type": "visit_type_repair",
        "days": 6,
        "period": "afternoon",
        "message": "Deux voiturettes à équiper.",
        "state": "refused",
        "reason": "Nous n'intervenons pas dans votre région.",
    },
    {
        "company_name": "SARL Dubois Terrassement",
        "contact_name": "Karim Dubois",
        "email": "k.dubois@dubois-terrassement.example",
        "phone": "02 61 91 77 52",
        "zip": "35500",
        "city": "Vitré",
        "type": "visit_type_maintenance",
        "days": 5,
        "period": "morning",
        "message": False,
        "state": "unconfirmed",
    },
)
_PERSON = "person_transports_marie_et_fils_1"


class FieldDemo(models.AbstractModel):
    _inherit = "field.demo"

    @api.model
    def _load_booking_requests(self):
        """Requests in every state on the demo's page; no mail goes out."""
        quiet = self.with_context(
            tracking_disable=True,
            mail_create_nolog=True,
            mail_activity_quick_update=True,
        )
        quiet._create_booking_requests()

    def _create_booking_requests(self):
        page = self.env.ref("field_crm.booking_page_demo")
        requests = self.env["field.booking.request"]
        for each in _REQUESTS:
            requests.create(self._get_booking_values(page, each))
        person = self.env.ref(f"field_crm.{_PERSON}")
        person.allows_booking = True
        request = requests.create(
            {
                "page_id": page.id,
                "company_name": person.parent_id.name,
                "contact_name": person.name,
                "email": person.email_normalized,
                "phone": person.phone,
                "lang": "fr_FR",
                "type_id": self.env.ref("field_crm.visit_type_maintenance").id,
                "wish_date": page._get_days()[0] + timedelta(days=5),
                "wish_period": "morning",
                "message": "Entretien annuel des trois porteurs.",
            }
        )
        request._attach(person)

    def _get_booking_values(self, page, each):
        names = ("company_name", "contact_name", "email", "phone", "zip", "city")
        is_confirmed = each["state"] != "unconfirmed"
        now = fields.Datetime.now()
        return {
            **{name: each[name] for name in names},
            "page_id": page.id,
            "street": each.get("street"),
            "lang": "fr_FR",
            "type_id": self.env.ref(f"field_crm.{each['type']}").id,
            "wish_date": page._get_days()[0] + timedelta(days=each["days"]),
            "wish_period": each["period"],
            "message": each["message"],
            "state": each["state"],
            "confirmed_on": is_confirmed and now,
            "expires_on": now + timedelta(days=3),
            "refusal_reason": each.get("reason"),
        }

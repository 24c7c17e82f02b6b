from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.tools import hash_sign

from .common import FieldCrmCase


class BookingCase(FieldCrmCase):
    """A page on which two types can be asked for, and a person who may book."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "contact@field.example"
        cls.types = cls.env["field.visit.type"].create(
            [
                {"name": "Maintenance of tyres", "is_bookable": True},
                {"name": "Repair on site", "is_bookable": True},
                {"name": "Sales talk"},
            ]
        )
        cls.page = cls.env["field.booking.page"].create(
            {
                "name": "Ask for a visit",
                "slug": "test-page",
                "type_ids": cls.types[:2].ids,
                "planner_ids": cls.manager.ids,
                "ip_limit": 1000,
                "page_limit": 1000,
            }
        )
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Marie Dupont",
                "parent_id": cls.client.id,
                "email": "marie@client.example",
                "lang": "en_US",
                "allows_booking": True,
            }
        )
        cls.day = cls.page._get_days()[0] + timedelta(days=3)

    def _values(self, **changes):
        return {
            "company_name": "Garage Martin",
            "contact_name": "Paul Martin",
            "email": "paul@garage.example",
            "phone": "02 99 00 11 22",
            "zip": "35000",
            "city": "Rennes",
            "type_id": self.types[0].id,
            "wish_date": self.day,
            "wish_period": "morning",
            "message": "Two tyres",
            "lang": "en_US",
            **changes,
        }

    def _receive(self, **changes):
        requests = self.env["field.booking.request"]
        return requests._receive(self.page, self._values(**changes))

    def _link(self, person=None, page=None):
        person = person or self.person
        person.booking_key = person.booking_key or "key"
        url = person._get_booking_url(page or self.page)
        return url[len(person.get_base_url()) :]


class BookingBrowser:
    """Forms of the page as a browser without login fills them in."""

    address = "/booking/test-page"

    def _form(self, address=None, age=10):
        """Hidden values of a form that was handed out some seconds ago."""
        page = html.fromstring(self.url_open(address or self.address).content)
        values = dict(page.forms[0].fields)
        if "form_key" in values:
            values["form_key"] = self._sign(self.page.id, age)
        return values

    def _sign(self, page_id, age):
        moment = fields.Datetime.now() - timedelta(seconds=age)
        return hash_sign(
            self.env(su=True),
            "field_booking_form",
            [page_id, moment.timestamp()],
            moment + timedelta(days=1),
        )

    def _post(self, address=None, **changes):
        address = address or self.address
        data = {
            **self._form(address),
            **{name: str(value) for name, value in self._values().items()},
            **changes,
        }
        answer = self.url_open(address, data=data, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def _requests(self):
        return self.env["field.booking.request"].search(
            [("page_id", "=", self.page.id)]
        )

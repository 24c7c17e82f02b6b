from contextlib import contextmanager

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, new_test_user

IBAN = "FR1420041010050500013M02606"
BIC = "PSSTFRPP"
SIRET = "73282932000074"
# An invitation for each user would take most of a test's time.
UNINVITED = {"no_reset_password": True}
# A picture of one pixel, as the signature pad sends it.
SIGNATURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    b"WjR9awAAAABJRU5ErkJggg=="
)


def speak_english(env):
    """Let the tests read English sentences, whatever the database speaks."""
    env["res.lang"]._activate_lang("en_US")
    env.company.partner_id.lang = "en_US"


class FieldCrmCase(TransactionCase):
    """One user of each group, and partners in every situation that matters.

    Nothing here comes from demo data.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.company = cls.env.company
        cls.company.country_id = cls.env.ref("base.fr")
        speak_english(cls.env)
        cls.rep = cls._create_user("rep", "group_field_rep", rep_code="R001")
        cls.other_rep = cls._create_user("other_rep", "group_field_rep")
        cls.manager = cls._create_user("manager", "group_field_manager")
        cls.accountant = cls._create_user("accountant", "group_field_accountant")
        cls.admin = cls._create_user("admin_field", "group_field_admin")
        cls.colleague = new_test_user(
            cls.env, "colleague", "base.group_user", context=UNINVITED
        )
        cls.portal = new_test_user(
            cls.env, "portal_user", "base.group_portal", context=UNINVITED
        )
        cls.agency = cls.env["field.agency"].create({"code": "RENN", "name": "Rennes"})
        cls.sector = cls.env["field.sector"].create(
            {"name": "Rennes Nord", "user_ids": [(4, cls.rep.id)]}
        )
        cls.client = cls.env["res.partner"].create(
            {
                "name": "Transports Guérin",
                "field_status": "client",
                "ref": "C100",
                "client_code": "GUERIN",
                "user_id": cls.rep.id,
            }
        )
        cls.prospect = (
            cls.env["res.partner"]
            .with_user(cls.rep)
            .create({"name": "GAEC du Bois Joli", "field_status": "prospect"})
            .with_env(cls.env)
        )

    @classmethod
    def _create_user(cls, login, group, **values):
        return new_test_user(
            cls.env,
            login,
            f"field_crm.{group}",
            context=UNINVITED,
            email=f"{login}@field.example",
            lang="en_US",
            **values,
        )

    @classmethod
    def _code(cls, list_, code):
        return cls.env["field.sheet.code"].search(
            [("list", "=", list_), ("code", "=", code)], limit=1
        )

    @classmethod
    def _complete_sheet(cls, mode="payment_mode_transfer", **values):
        """Values of a sheet that holds everything a client needs."""
        return {
            "category_code_id": cls.env.ref("field_crm.client_category_haulier").id,
            "subcategory_code_id": cls.env.ref(
                "field_crm.client_subcategory_haulage"
            ).id,
            "street": "12 rue des Lilas",
            "zip": "35000",
            "city": "Rennes",
            "country_id": cls.env.ref("base.fr").id,
            "agency_id": cls.agency.id,
            "user_id": cls.rep.id,
            "phone": "02 99 00 11 22",
            "company_registry": SIRET,
            "periodicity_id": cls._code("periodicity", "M").id,
            "price_grid_id": cls.env.ref("field_crm.price_grid_standard").id,
            "payment_mode_id": cls.env.ref(f"field_crm.{mode}").id,
            "payment_days": 30,
            "invoice_edition_id": cls._code("invoice_edition", "M").id,
            **values,
        }

    @contextmanager
    def assert_refused(self, message, exception=ValidationError):
        """Something is refused in these words, and nothing of it stays.

        ``assertRaisesRegex`` would not roll back what was half done.
        """
        with self.assertRaises(exception) as caught:
            yield
        self.assertIn(message, str(caught.exception))

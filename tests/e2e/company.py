"""The people and lists of the company in which the tests take place.

Made by the administrator before anybody comes to work; no demo data.
"""

from dataclasses import dataclass
from itertools import count

PASSWORD = "terrain-2026"
# OdooBot welcomes new users with a chat window, which covers a phone's screen.
NOT_NEW = {"odoobot_state": "disabled"}
# Of no company: only its check digits are right.
SIRET = "732 829 320 00074"
# Two prospects with one number would be taken for doubles.
PHONES = count(3000)


@dataclass(frozen=True)
class Account:
    """Somebody who signs in."""

    name: str
    email: str
    group: str
    rep_code: str = ""
    password: str = PASSWORD

    @property
    def login(self):
        return self.email


REP = Account("Camille Aubert", "camille.aubert@example.com", "group_field_rep", "CAUB")
COLLEAGUE = Account(
    "Bruno Keller", "bruno.keller@example.com", "group_field_rep", "BKEL"
)
ACCOUNTANT = Account(
    "Hélène Morin", "helene.morin@example.com", "group_field_accountant"
)
MANAGER = Account("Marc Tessier", "marc.tessier@example.com", "group_field_manager")
ADMINISTRATOR = Account(
    "Nadia Ferrand", "nadia.ferrand@example.com", "group_field_admin"
)
EVERYBODY = (REP, COLLEAGUE, ACCOUNTANT, MANAGER, ADMINISTRATOR)


def furnish(admin, smtp_port):
    """Make the users, the mail server, an agency and a sector.

    :param admin: a Remote of Odoo's administrator
    """
    admin.call(
        "ir.mail_server",
        "create",
        {
            "name": "Messagerie",
            "smtp_host": "127.0.0.1",
            "smtp_port": smtp_port,
            "smtp_encryption": "none",
            "smtp_authentication": "login",
        },
    )
    groups = {
        account: [admin.reference(f"field_crm.{account.group}")]
        for account in EVERYBODY
    }
    groups[ADMINISTRATOR].append(admin.reference("base.group_system"))
    admin.call(
        "res.users",
        "create",
        [
            {
                "name": account.name,
                "login": account.login,
                "email": account.email,
                "password": account.password,
                "lang": "fr_FR",
                "tz": "Europe/Paris",
                "group_ids": [[6, 0, groups[account]]],
                "rep_code": account.rep_code or False,
                **NOT_NEW,
            }
            for account in EVERYBODY
        ],
        # Nobody is invited by mail: they have their passwords.
        context={"no_reset_password": True},
    )
    [company] = admin.call("res.company", "search", [], limit=1)
    admin.call(
        "res.company", "write", [company], {"field_accountant_emails": ACCOUNTANT.email}
    )
    admin.call("field.agency", "create", {"code": "REN", "name": "Rennes"})
    admin.call("field.sector", "create", {"name": "Rennes Nord", "code": "RN"})


def make_prospect(rep, name, **values):
    """A prospect of this rep whose sheet is complete, paid by transfer.

    :param rep: a Remote of the rep
    :return: its identifier
    """
    prospect = {
        "name": name,
        "field_status": "prospect",
        "street": "La Ville Neuve",
        "zip": "35500",
        "city": "Vitré",
        "country_id": rep.reference("base.fr"),
        "user_id": rep.uid,
        "phone": f"02 99 75 {next(PHONES):04}",
        "company_registry": SIRET,
        "category_code_id": rep.reference("field_crm.client_category_farmer"),
        "subcategory_code_id": rep.reference("field_crm.client_subcategory_farm"),
        "agency_id": rep.find("field.agency", code="REN"),
        "periodicity_id": rep.find("field.sheet.code", list="periodicity", code="M"),
        "price_grid_id": rep.find("field.price.grid", code="AGRI"),
        "payment_mode_id": rep.find("field.payment.mode", code="VI"),
        "payment_days": 30,
        "invoice_edition_id": rep.find(
            "field.sheet.code", list="invoice_edition", code="P"
        ),
        **values,
    }
    return rep.call("res.partner", "create", prospect)


def make_clients(admin, *names, **values):
    """Clients of these names; returns their identifiers."""
    return admin.call(
        "res.partner",
        "create",
        [
            {
                "name": name,
                "field_status": "client",
                "zip": "35000",
                "city": "Rennes",
                **values,
            }
            for name in names
        ],
    )


def give(admin, clients, rep):
    """Attach clients to a rep, who is not told by mail."""
    quietly = {"mail_auto_subscribe_no_notify": True}
    admin.call("res.partner", "write", clients, {"user_id": rep.uid}, context=quietly)


def ask_for_conversion(rep, prospect):
    """Send the request of conversion of a complete prospect; returns its identifier."""
    return rep.call("field.conversion.request", "create", {"partner_id": prospect})

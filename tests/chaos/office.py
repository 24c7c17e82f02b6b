"""What people at the office do meanwhile, straight at the server."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from e2e.company import PASSWORD, PHONES, SIRET, Account
from e2e.server import Remote, RemoteError

PROSPECTS, CLIENTS = 3, 5
QUIET = {"mail_auto_subscribe_no_notify": True, "no_reset_password": True}


def complete_sheet(admin):
    """All that a conversion asks for; see `e2e.company.make_prospect`."""
    code = "field.sheet.code"
    return {
        "street": "La Ville Neuve",
        "country_id": admin.reference("base.fr"),
        "company_registry": SIRET,
        "category_code_id": admin.reference("field_crm.client_category_farmer"),
        "subcategory_code_id": admin.reference("field_crm.client_subcategory_farm"),
        "agency_id": admin.find("field.agency", code="REN"),
        "periodicity_id": admin.find(code, list="periodicity", code="M"),
        "price_grid_id": admin.find("field.price.grid", code="AGRI"),
        "payment_mode_id": admin.find("field.payment.mode", code="VI"),
        "payment_days": 30,
        "invoice_edition_id": admin.find(code, list="invoice_edition", code="P"),
    }


@dataclass
class Office:
    """One seed's rep, and the records that the rep and the office both change.

    Attributes
    ----------
    clients, prospects
        Numbers; the last client is written by nobody but a long transaction.
    """

    world: object
    seed: int
    admin: Remote
    account: Account = None
    rep_id: int = 0
    clients: list = field(default_factory=list)
    prospects: list = field(default_factory=list)
    transaction: object = None

    @classmethod
    def furnished(cls, world, seed):
        """With a rep and records of its own."""
        office = cls(world, seed, world.admin)
        office._make_rep()
        office._make_partners()
        return office

    @property
    def name(self):
        return f"Chaos {self.seed}"

    def _make_rep(self):
        email = f"chaos{self.seed}@example.com"
        self.account = Account(self.name, email, "group_field_rep", password=PASSWORD)
        [self.rep_id] = self.admin.call(
            "res.users",
            "create",
            [
                {
                    "name": self.name,
                    "login": email,
                    "email": email,
                    "password": PASSWORD,
                    "lang": "fr_FR",
                    "group_ids": [[6, 0, [self.world.rep_group]]],
                    "rep_code": f"C{self.seed}",
                    "odoobot_state": "disabled",
                }
            ],
            context=QUIET,
        )

    def _make_partners(self):
        common = {"zip": "35000", "city": "Rennes", "user_id": self.rep_id}
        self.clients = self._create(
            [
                {"name": f"{self.name} client {n}", "field_status": "client", **common}
                for n in range(CLIENTS)
            ]
        )
        self.prospects = self._create(
            [
                {
                    "name": f"{self.name} prospect {n}",
                    "field_status": "prospect",
                    "phone": f"02 99 75 {next(PHONES):04}",
                    **self.world.sheet,
                    **common,
                }
                for n in range(PROSPECTS)
            ]
        )

    def _create(self, values):
        return self.admin.call("res.partner", "create", values, context=QUIET)

    # --- what they do ----------------------------------------------------------------

    def act(self, what, target, value):
        """One of `scenario.OFFICE`; what the server refuses is nobody's fault."""
        try:
            getattr(self, f"_{what}")(target, value)
        except RemoteError as refusal:
            if refusal.kind not in ("UserError", "ValidationError", "AccessError"):
                raise

    def _any(self, target):
        choices = [*self.clients[:-1], *self.prospects]
        return choices[target % len(choices)]

    def _write(self, target, value):
        values = (
            {"city": f"Ville {value}"},
            {"phone": f"02 98 {value // 100:02} {value % 100:02} {target % 100:02}"},
            {"site_note": f"Bureau {value}"},
            {"revisit_date": f"2027-01-{value % 28 + 1:02}"},
            {"name": f"{self.name} nom {value}"},
        )[value % 5]
        partner = self._any(target)
        self.admin.call("res.partner", "write", [partner], values)

    def _visit(self, target, value):
        day = datetime.now(timezone.utc) + timedelta(days=value % 20 - 10)
        self.admin.call(
            "field.visit",
            "create",
            {
                "partner_id": self._any(target),
                "user_id": self.rep_id,
                "state": "planned",
                "date": day.strftime("%Y-%m-%d %H:%M:%S"),
                "subject": f"Mission {value}",
            },
            context=QUIET,
        )

    def _remove(self, target, _value):
        """Delete a visit of the rep."""
        found = self.admin.call(
            "field.visit", "search", [["user_id", "=", self.rep_id]], order="id"
        )
        if found:
            self.admin.call("field.visit", "unlink", [found[target % len(found)]])

    def _archive(self, target, value):
        """Take a client out of use, or back."""
        partner = self.clients[target % 2]
        self.admin.call("res.partner", "write", [partner], {"active": value % 2 == 0})

    def _found(self, _target, value):
        """A client or prospect that the rep has not seen yet."""
        self._create(
            [
                {
                    "name": f"{self.name} bureau {value}",
                    "field_status": ("client", "prospect")[value % 2],
                    "user_id": self.rep_id,
                    "city": "Fougères",
                }
            ]
        )

    def _reassign(self, target, value):
        """Give a prospect to somebody else, or back."""
        prospect = self.prospects[target % len(self.prospects)]
        user = self.rep_id if value % 2 else self.admin.uid
        self.admin.call(
            "res.partner", "write", [prospect], {"user_id": user}, context=QUIET
        )

    def _decide(self, target, value):
        """Decide on a request of the rep."""
        pending = [["requester_id", "=", self.rep_id], ["state", "=", "pending"]]
        model = f"field.{('conversion', 'modification')[value % 2]}.request"
        found = self.admin.call(model, "search", pending, order="id")
        if not found:
            return
        request = [found[target % len(found)]]
        if "modification" in model:
            self.admin.call(model, "action_apply_all", request)
        elif value % 4:
            self.admin.call(model, "action_refuse", request, "Pas maintenant")
        else:
            self.admin.call(model, "action_approve", request)

    def lose(self):
        """Everything that can be taken from the rep."""
        self.admin.call(
            "res.partner",
            "write",
            self.prospects,
            {"user_id": self.admin.uid},
            context=QUIET,
        )
        self.admin.call("res.partner", "write", self.clients[:2], {"active": False})

    def gain(self):
        self.admin.call(
            "res.partner",
            "write",
            self.prospects,
            {"user_id": self.rep_id},
            context=QUIET,
        )
        self.admin.call("res.partner", "write", self.clients[:2], {"active": True})

    # --- phones -----------------------------------------------------------------------

    def revoke(self):
        mine = [["user_id", "=", self.rep_id], ["state", "=", "active"]]
        devices = self.admin.call("field.device", "search", mine)
        self.admin.call("field.device", "action_revoke", devices)
        return devices

    def drop_keys(self):
        """As an administrator who takes back the rep's keys."""
        with self.world.connect() as connection, connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM res_users_apikeys WHERE user_id = %s", (self.rep_id,)
            )
        connection.close()

    # --- transactions -----------------------------------------------------------------

    def open_transaction(self, value):
        """Write first, commit last: who pulls meanwhile must not pass it over."""
        self.transaction = self.world.connect()
        cursor = self.transaction.cursor()
        cursor.execute(
            "UPDATE res_partner SET city = %s WHERE id = %s",
            (f"Longue {value}", self.clients[-1]),
        )

    def commit(self):
        if self.transaction:
            self.transaction.commit()
            self.transaction.close()
            self.transaction = None

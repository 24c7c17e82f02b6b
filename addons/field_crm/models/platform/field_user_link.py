from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, email_normalize, escape_psql

_CODES = {"windows_login", "winpneu_user_code", "rep_code"}
# Whoever changes these of a user can take the account over, or gives rights away.
_GOVERNED = {"name", "email", "is_field_admin"}


class FieldUserLink(models.Model):
    """Table of correspondence of the users (S3-75): one row for each internal user.

    Users belong to Odoo's « Access Rights » administrators, codes to the Field CRM
    administrator. These rows let the latter reach a few fields of a user, and nothing
    else of it. Name, address and rights are changed only on a user who has no right
    that the administrator lacks, since an address is the way to a new password.
    """

    _name = "field.user.link"
    _description = "User correspondence"
    _auto = False
    _order = "user_id"
    _rec_name = "name"
    _depends = {"res.users": ["active", "share"]}

    user_id = fields.Many2one("res.users", readonly=True)
    login = fields.Char(related="user_id.login", readonly=False)
    windows_login = fields.Char(related="user_id.windows_login", readonly=False)
    winpneu_user_code = fields.Char(related="user_id.winpneu_user_code", readonly=False)
    rep_code = fields.Char(related="user_id.rep_code", readonly=False)
    email = fields.Char(related="user_id.email", readonly=False, string="Mail address")
    name = fields.Char(related="user_id.name", readonly=False, string="Displayed name")
    is_field_admin = fields.Boolean(
        string="Administrator",
        compute="_compute_is_field_admin",
        inverse="_inverse_is_field_admin",
        compute_sudo=True,
        help="Administers Field CRM: sees all reps and sets the parameters.",
    )

    @property
    def _table_query(self):
        return SQL("SELECT id, id AS user_id FROM res_users WHERE active AND NOT share")

    @api.depends("user_id.all_group_ids")
    def _compute_is_field_admin(self):
        administrators = self.env.ref("field_crm.group_field_admin")
        for link in self:
            link.is_field_admin = administrators in link.user_id.all_group_ids

    def _inverse_is_field_admin(self):
        administrators = self.env.ref("field_crm.group_field_admin")
        rep = self.env.ref("field_crm.group_field_rep")
        accountant = self.env.ref("field_crm.group_field_accountant")
        for link in self:
            user = link.user_id
            if link.is_field_admin:
                user.group_ids += administrators
                continue
            user.group_ids -= administrators
            # Who was nothing but administrator is left a rep, not shut out.
            if not user.all_group_ids & (rep | accountant):
                user.group_ids += rep

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Change the rows of the users that ``login`` names: what an import does."""
        self.check_access("create")
        links = self.browse()
        for vals in vals_list:
            vals = dict(vals)
            login = (vals.pop("login", False) or "").strip()
            link = self.search([("login", "=", login)])
            if not link:
                raise UserError(
                    self.env._(
                        "Login: no user has the login “%(login)s”. Users are created "
                        "in the settings of Odoo.",
                        login=login,
                    )
                )
            link.write(vals)
            links += link
        return links

    def write(self, vals):
        self.check_access("write")
        if vals.keys() - _CODES - _GOVERNED:
            raise AccessError(
                self.env._(
                    "Only codes, name, mail address and administrator of a user can "
                    "be changed here."
                )
            )
        vals = {
            name: value.strip() or False if isinstance(value, str) else value
            for name, value in vals.items()
        }
        for link in self:
            changed = {
                name: value
                for name, value in vals.items()
                if (link[name] or False) != value
            }
            link._check_changes(changed)
            super(FieldUserLink, link.sudo()).write(changed)
        return True

    def _check_changes(self, changed):
        for name in _CODES & changed.keys():
            self._check_code_is_free(name, changed[name])
        if "name" in changed and not changed["name"]:
            raise ValidationError(
                self.env._("Displayed name: %(login)s needs one.", login=self.login)
            )
        if changed.get("email") and not email_normalize(changed["email"]):
            raise ValidationError(
                self.env._(
                    "Mail address: “%(address)s” of %(user)s is not a mail address.",
                    address=changed["email"],
                    user=self.name,
                )
            )
        if not _GOVERNED.isdisjoint(changed):
            self._check_may_govern()
        if "is_field_admin" in changed and self.user_id == self.env.user:
            raise AccessError(
                self.env._(
                    "Administrator: nobody changes the own rights, ask another "
                    "administrator."
                )
            )

    def _check_code_is_free(self, name, code):
        users = self.env["res.users"].sudo().with_context(active_test=False)
        owner = code and users.search(
            [(name, "=ilike", escape_psql(code)), ("id", "!=", self.id)], limit=1
        )
        if owner:
            raise ValidationError(
                self.env._(
                    "%(field)s: “%(code)s” is the one of %(user)s already.",
                    field=self._fields[name].get_description(self.env, ["string"])[
                        "string"
                    ],
                    code=code,
                    user=owner.name,
                )
            )

    def _check_may_govern(self):
        """Refuse to touch a user who has more rights than the current one."""
        current = self.env.user
        if self.env.su or current.has_group("base.group_erp_manager"):
            return
        beyond = self.sudo().user_id.all_group_ids - current.sudo().all_group_ids
        if beyond:
            names = beyond.mapped("full_name")
            raise AccessError(
                self.env._(
                    "%(user)s has rights that you do not have (%(groups)s): name, mail "
                    "address and administrator are changed by an administrator of "
                    "Odoo.",
                    user=self.name,
                    groups=", ".join(names[:3] + ["…"] if names[3:] else names),
                )
            )

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_import(self):
        """Open Odoo's import; its rows are matched by login."""
        return {
            "type": "ir.actions.client",
            "tag": "import",
            "name": self.env._("Import the user correspondence"),
            "params": {"active_model": self._name, "context": {}},
        }

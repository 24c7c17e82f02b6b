from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Characters that each code may have: the ERP's columns, and a logon name of Windows.
_CODE_LENGTHS = {"rep_code": 4, "winpneu_user_code": 4, "windows_login": 104}
# Account names are no business of colleagues.
_READERS = "base.group_erp_manager,field_crm.group_field_admin"


class ResUsers(models.Model):
    """The codes of a user in other systems; ``field.user.link`` is their screen."""

    _inherit = "res.users"

    rep_code = fields.Char(
        help="Code of this rep in the ERP (c_rep), 4 characters at most."
    )
    winpneu_user_code = fields.Char(
        string="winpneu user",
        groups=_READERS,
        help="Code of this user in the ERP (c_user), 4 characters at most: visits are "
        "written under it.",
    )
    windows_login = fields.Char(
        string="Windows user",
        groups=_READERS,
        help="Logon name of this user on Windows, with the domain if need be.",
    )

    _rep_code_unique = models.UniqueIndex(
        "(rep_code) WHERE rep_code IS NOT NULL",
        "Another user has this rep code already.",
    )
    # Neither SQL Server nor Windows tells upper from lower case.
    _winpneu_user_code_unique = models.UniqueIndex(
        "(lower(winpneu_user_code)) WHERE winpneu_user_code IS NOT NULL",
        "Another user has this winpneu user code already.",
    )
    _windows_login_unique = models.UniqueIndex(
        "(lower(windows_login)) WHERE windows_login IS NOT NULL",
        "Another user has this Windows user already.",
    )

    @api.constrains(*_CODE_LENGTHS)
    def _check_code_lengths(self):
        for user in self:
            for name, limit in _CODE_LENGTHS.items():
                code = user[name] or ""
                if len(code) > limit:
                    description = self._fields[name].get_description(
                        self.env, ["string"]
                    )
                    raise ValidationError(
                        self.env._(
                            "%(field)s “%(code)s” of %(user)s has %(length)s "
                            "characters: %(limit)s at most.",
                            field=description["string"],
                            code=code,
                            user=user.name,
                            length=len(code),
                            limit=limit,
                        )
                    )

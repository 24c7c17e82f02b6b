from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResUsers(models.Model):
    _inherit = "res.users"

    rep_code = fields.Char(
        help="Code of this rep in the ERP (c_rep), 4 characters at most."
    )

    _rep_code_unique = models.UniqueIndex(
        "(rep_code) WHERE rep_code IS NOT NULL",
        "Another user has this rep code already.",
    )

    @api.constrains("rep_code")
    def _check_rep_code(self):
        for user in self:
            if len(user.rep_code or "") > 4:
                raise ValidationError(
                    self.env._(
                        "Rep code “%(code)s” has %(length)s characters: "
                        "the ERP takes 4 at most.",
                        code=user.rep_code,
                        length=len(user.rep_code),
                    )
                )

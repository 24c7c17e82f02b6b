from odoo import models
from odoo.tools import SQL

from odoo.addons.base.models.res_users import INDEX_SIZE, KEY_CRYPT_CONTEXT

# Odoo's own calls ask for the scope « rpc », or for none: this one opens nothing there.
SCOPE = "field_crm_sync"


class ResUsersApikeys(models.Model):
    """Keys of phones are Odoo's API keys, with a scope of their own."""

    _inherit = "res.users.apikeys"

    def _find_device_key(self, key):
        """Number of the key of a phone, 0 for a key that is none.

        Unlike Odoo's, it is found when its user has been archived, too: what such a
        phone still holds is quarantined and not lost.
        """
        self.env.cr.execute(
            SQL(
                "SELECT id, key FROM %s WHERE index = %s AND scope = %s",
                SQL.identifier(self._table),
                key[:INDEX_SIZE],
                SCOPE,
            )
        )
        for key_id, hashed in self.env.cr.fetchall():
            if KEY_CRYPT_CONTEXT.verify(key, hashed):
                return key_id
        return 0

    def _generate_device_key(self, name):
        """A key without an end, which a device is revoked to take back.

        :return: (number, the key itself, which is kept nowhere)
        """
        key = self.sudo()._generate(SCOPE, name, None)
        return self._find_device_key(key), key

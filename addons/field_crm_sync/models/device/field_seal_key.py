import json

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.sync import BadLetter, Malformed, make_pair, open_letter


class FieldSealKey(models.Model):
    """Key to which phones behind a PIN seal what waits on them.

    Whoever forgets the PIN signs in again, and what was sealed is opened here. The
    private key leaves this model by no call and no screen.
    """

    _name = "field.seal.key"
    _description = "Key that phones seal to"
    _order = "id desc"
    _rec_name = "public_key"

    public_key = fields.Char(required=True, readonly=True)
    private_key = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)

    @api.model
    def _prepare(self):
        """Make the first key, when the add-on is installed."""
        if not self.search_count(Domain.TRUE, limit=1):
            private, public = make_pair()
            self.create({"private_key": private, "public_key": public})

    @api.model
    def _get_public(self):
        """What phones are told: number and public key of the newest one."""
        key = self.sudo().search(Domain.TRUE, limit=1)
        return {"id": key.id, "key": key.public_key} if key else None

    @api.model
    def _open(self, letter, place):
        """What a phone sealed.

        :param place: where it stands, for the message
        :return: the JSON object inside
        :raises Malformed: when it was sealed to no key of this server
        """
        number = letter.get("key") if isinstance(letter, dict) else None
        if type(number) is not int or not 0 < number < 2**31:
            raise Malformed(place, "a letter is expected")
        key = self.sudo().browse(number).exists()
        if not key:
            raise Malformed(place, "it was sealed to a key of another server")
        try:
            content = json.loads(open_letter(key.private_key, letter))
        except (BadLetter, ValueError) as error:
            raise Malformed(place, "this letter cannot be opened") from error
        if not isinstance(content, dict):
            raise Malformed(place, "an object is expected")
        return content

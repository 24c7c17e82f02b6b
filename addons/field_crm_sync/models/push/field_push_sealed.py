from odoo import api, models
from odoo.exceptions import AccessError

from ...engine.sync import MAX_MUTATIONS, Malformed


class FieldPushSealed(models.AbstractModel):
    """What a phone sealed before its PIN was forgotten.

    A letter says whose it is, under the seal: nobody sends another one's.
    """

    _inherit = "field.push"

    @api.model
    def _receive_sealed(self, device, letters, photos):
        """Open and apply what a phone sealed.

        Parameters
        ----------
        device : field.device
            Who sends, in superuser mode.
        letters : list
            ``{seq, letter}`` of each mutation, in order.
        photos : list
            Letters with the key of one photo each.

        Returns
        -------
        dict
            As of a push; and ``keys``, one for each photo in their order.

        Raises
        ------
        AccessError
            When one was sealed by somebody else. Nothing is taken then.
        Malformed
            When one cannot be opened.
        """
        raw = [
            self._open_mutation(device, each, f"letters[{place}]")
            for place, each in enumerate(self._read_letters(letters, "letters"))
        ]
        keys = [
            self._open_own(device, each, f"photos[{place}]").get("secret")
            for place, each in enumerate(self._read_letters(photos, "photos"))
        ]
        return {**self._receive(device, raw), "keys": keys}

    @api.model
    def _read_letters(self, value, place):
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > MAX_MUTATIONS:
            raise Malformed(place, f"a list of {MAX_MUTATIONS} at most is expected")
        return value

    @api.model
    def _open_mutation(self, device, sent, place):
        if not isinstance(sent, dict):
            raise Malformed(place, "an object is expected")
        mutation = self._open_own(device, sent.get("letter"), place).get("mutation")
        if not isinstance(mutation, dict):
            raise Malformed(place, "there is no mutation in it")
        return {**mutation, "seq": sent.get("seq")}

    @api.model
    def _open_own(self, device, letter, place):
        content = self.env["field.seal.key"]._open(letter, place)
        if content.get("user") != device.user_id.id:
            raise AccessError(
                self.env._("This was sealed by somebody else, who has to send it.")
            )
        return content

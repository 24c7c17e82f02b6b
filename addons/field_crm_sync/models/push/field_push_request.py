import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ..pull.field_pull_request import MODELS
from .outcome import Outcome

_SIGNATURE_BYTES = 150 * 1024
_IMAGES = ("image/png", "image/jpeg", "image/webp")
_NAMES = 60


class FieldPushRequest(models.AbstractModel):
    """What a rep asks of the accountant: CC, MC, XR (S3-17 … S3-19, S3-41 … S3-48)."""

    _inherit = "field.push"

    @api.model
    def _apply_conversion(self, mutation):
        """Fill in the prospect's sheet and ask for its conversion, or do neither."""
        args = mutation.args
        partner = self._get_prospect(mutation)
        kept = self._merge(
            partner, self._read_prospect_values(args.get("values")), mutation.base
        )
        if not partner.user_id:
            # Mandatory on the sheet, and nobody else's: its creator asks.
            partner.user_id = self._get_rep()
        values = {"partner_id": partner.id}
        if args.get("signature"):
            signer = self._read_text(args.get("signed_by"), self.env._("Signed by"))
            values.update(
                signature=self._read_signature(args["signature"]),
                signed_by=signer or partner.name,
                signed_on=self._get_now(mutation),
            )
        request = self.env["field.conversion.request"].create(values)
        return Outcome(request, partner, kept)

    @api.model
    def _read_signature(self, signature):
        """A picture in base64, as the signature pad makes it.

        :raises UserError: when it is none, or too large
        """
        label = self.env._("Signature")
        if not isinstance(signature, str):
            self._refuse_value(label, signature)
        if len(signature) > _SIGNATURE_BYTES * 4 // 3 + 4:
            raise UserError(
                self.env._(
                    "Signature: %(limit)s kB at most.", limit=_SIGNATURE_BYTES // 1024
                )
            )
        try:
            data = base64.b64decode(signature, validate=True)
        except (binascii.Error, ValueError):
            return self._refuse_value(label, signature)
        if guess_mimetype(data) not in _IMAGES:
            self._refuse_value(label, signature)
        return signature.encode()

    @api.model
    def _apply_modification(self, mutation):
        """Ask for changes of a client."""
        args, label = mutation.args, self.env._("Changes")
        partner = self._get_partner(mutation)
        lines = args.get("lines")
        if not isinstance(lines, list) or len(lines) > _NAMES:
            self._refuse_value(label, lines)
        values = {}
        for line in lines:
            line = self._read_mapping(line, label)
            name = line.get("field")
            if not isinstance(name, str) or isinstance(line.get("value"), list | dict):
                self._refuse_value(label, line)
            values[name] = self._read_asked(name, line.get("value"))
        requests = self.env["field.modification.request"]
        comment = self._read_text(args.get("comment"), self.env._("Comment"))
        number = requests.ask(partner.id, values, comment)
        return Outcome(requests.browse(number), partner)

    @api.model
    def _read_asked(self, name, value):
        """A value of the kind of its field; which fields may be asked is ``ask``'s."""
        field = self.env["res.partner"]._fields.get(name)
        if field is None or value in (None, "") or value is False:
            return False
        label = field.get_description(self.env, ["string"])["string"]
        if field.type == "many2one":
            return self._get_record(field.comodel_name, value, label).id
        if field.type == "integer":
            return int(self._read_number(value, label, -(2**31), 2**31 - 1))
        if field.type == "date":
            return self._read_day(value, label)
        return self._read_text(value, label)

    @api.model
    def _apply_withdrawal(self, mutation):
        """Take one's own pending request back."""
        label = self.env._("Request")
        asked = self._read_mapping(mutation.args.get("request"), label)
        model = asked.get("model")
        if model not in MODELS:
            self._refuse_value(label, model)
        reference = asked.get("uuid") or asked.get("id")
        request = self._get_record(model, reference, label)
        request.action_cancel()
        return Outcome(request, request.sudo().partner_id.with_env(self.env))

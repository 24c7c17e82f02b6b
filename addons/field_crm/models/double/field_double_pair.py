from odoo import fields, models

from ...engine.doubles import Clue, Pair, Reason


class FieldDoublePair(models.Model):
    """Two records that may be one, and why."""

    _name = "field.double.pair"
    _description = "Pair of possible doubles"
    _order = "score desc, id"

    double_id = fields.Many2one(
        "field.double", required=True, readonly=True, index=True, ondelete="cascade"
    )
    low_id = fields.Many2one(
        "res.partner",
        string="Record",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    high_id = fields.Many2one(
        "res.partner",
        string="Other record",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    score = fields.Float(readonly=True, digits=(5, 4))
    clues = fields.Json(readonly=True)

    def _to_pair(self):
        """The engine's pair of each."""
        return [
            Pair(
                pair.low_id.id,
                pair.high_id.id,
                pair.score,
                tuple(
                    Clue(Reason(reason), percent, metres)
                    for reason, percent, metres in pair.clues or ()
                ),
            )
            for pair in self
        ]

    def _describe(self):
        """For the screen: which two, how sure, and why in words."""
        return {
            "low": self.low_id.id,
            "high": self.high_id.id,
            "score": round(100 * self.score),
            "words": self._get_reason_words(),
        }

    def _get_reason_words(self):
        words = []
        for reason, percent, metres in self.clues or ():
            values = {"percent": percent, "metres": metres}
            texts = {
                Reason.SIRET.value: self.env._("same SIRET"),
                Reason.SIREN.value: self.env._("same SIREN, another site"),
                Reason.IBAN.value: self.env._("same IBAN"),
                Reason.EMAIL.value: self.env._("same email address"),
                Reason.PHONE.value: self.env._("same phone number"),
                Reason.NAME_STREET.value: self.env._(
                    "name alike at %(percent)s %% and same address", **values
                ),
                Reason.NAME_ZIP.value: self.env._(
                    "name alike at %(percent)s %% and same postal code", **values
                ),
                Reason.NAME_NEAR.value: self.env._(
                    "name alike at %(percent)s %%, %(metres)s m away", **values
                ),
            }
            words.append(texts[reason])
        return words

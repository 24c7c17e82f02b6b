from datetime import timedelta

from odoo import api, fields, models

_DAYS_KEPT = 180
# What a provider did not know it may learn.
_DAYS_UNKNOWN = 30


class FieldGeocodeCache(models.Model):
    """What a provider has answered, so that no address is asked for twice (S0-36).

    The key is a hash of the address: nobody reads addresses here.
    """

    _name = "field.geocode.cache"
    _description = "Answer of a geocoding provider"

    key = fields.Char(required=True)
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    precision = fields.Char()
    problem = fields.Char()
    expires_on = fields.Datetime(string="Good until", required=True, index=True)

    _key_unique = models.Constraint("UNIQUE (key)", "This address is kept already.")

    @api.model
    def _recall(self, keys):
        """{key: record} of the answers that are still good."""
        answers = self.search(
            [("key", "in", list(keys)), ("expires_on", ">", fields.Datetime.now())]
        )
        return {answer.key: answer for answer in answers}

    @api.model
    def _remember(self, verdicts):
        """Keep answers: {key: ``Verdict``}."""
        now = fields.Datetime.now()
        self.search([("key", "in", list(verdicts))]).unlink()
        return self.create(
            [
                {
                    "key": key,
                    "latitude": verdict.latitude,
                    "longitude": verdict.longitude,
                    "precision": verdict.precision,
                    "problem": verdict.problem,
                    "expires_on": now
                    + timedelta(days=_DAYS_UNKNOWN if verdict.problem else _DAYS_KEPT),
                }
                for key, verdict in verdicts.items()
            ]
        )

    @api.autovacuum
    def _gc_expired(self):
        self.search([("expires_on", "<=", fields.Datetime.now())]).unlink()

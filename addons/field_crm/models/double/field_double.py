from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.doubles import LIKELY, SURE


class FieldDouble(models.Model):
    """Records that may be one, found by a search for doubles, to be looked at.

    Written by the search alone; people merge it, or say that it is none.
    """

    _name = "field.double"
    _description = "Possible double"
    _order = "score desc, id"

    name = fields.Char(required=True, readonly=True)
    partner_ids = fields.Many2many(
        "res.partner",
        string="Records",
        readonly=True,
        context={"active_test": False},
    )
    pair_ids = fields.One2many("field.double.pair", "double_id", readonly=True)
    partner_count = fields.Integer(
        string="Number of records", readonly=True, aggregator="sum"
    )
    score = fields.Float(readonly=True, digits=(5, 4), aggregator="avg", index=True)
    certainty = fields.Selection(
        [("sure", "Certain"), ("likely", "Likely"), ("possible", "Possible")],
        required=True,
        readonly=True,
        index=True,
    )
    reason_text = fields.Char(string="Reasons", compute="_compute_reason_text")
    has_siret = fields.Boolean(readonly=True)
    has_iban = fields.Boolean(readonly=True)
    has_email = fields.Boolean(readonly=True)
    has_phone = fields.Boolean(readonly=True)
    has_name = fields.Boolean(readonly=True)
    has_prospect = fields.Boolean(readonly=True)
    sector_id = fields.Many2one("field.sector", readonly=True, index="btree_not_null")
    user_id = fields.Many2one(
        "res.users", string="Rep", readonly=True, index="btree_not_null"
    )
    zip = fields.Char(string="Postal code", readonly=True)
    city = fields.Char(string="Town", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)

    @api.depends("pair_ids.clues")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        for double in self:
            pairs = double.pair_ids
            words = [text for pair in pairs for text in pair._get_reason_words()]
            double.reason_text = ", ".join(dict.fromkeys(words))

    # ------------------------------------------------------------------
    # The screen
    # ------------------------------------------------------------------

    def action_new_search(self):
        """Open the dialog that starts a search, or shows the one under way."""
        running = self.env["field.double.search"].search(
            [
                ("user_id", "=", self.env.uid),
                ("work_state", "in", ("waiting", "running")),
            ],
            limit=1,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_double_search"
        )
        return {**action, "res_id": running.id}

    def action_review(self):
        """Open the records side by side, and the rest of the list behind them."""
        return {
            "type": "ir.actions.client",
            "tag": "field_crm_double_review",
            "name": self.env._("Doubles"),
            "params": {"double_id": self[:1].id},
            "context": dict(self.env.context),
        }

    @api.model
    def get_review(self, double_id=None, domain=None):
        """A double with its records side by side, and where it stands in the list.

        :param double_id: which; the first of the list when left out
        :param domain: the filter of the list
        :return: dict with ``double``, ``ids`` (the list, best first) and
            ``comparison`` (see ``field.merge``), or ``double`` false at its end
        """
        self.env["field.merge"]._check_may_merge()
        found = self.search_fetch(Domain(domain or Domain.TRUE), ["name"])
        ids = found.ids
        double = self.browse(double_id).exists() if double_id else found[:1]
        if not double:
            return {"double": False, "ids": ids}
        double.check_access("read")
        return {
            "double": {
                "id": double.id,
                "name": double.name,
                "certainty": double.certainty,
                "score": round(100 * double.score),
                "reasons": [pair._describe() for pair in double.pair_ids],
            },
            "ids": ids if double.id in ids else [double.id, *ids],
            "comparison": self.env["field.merge"].compare(
                double.with_context(active_test=False).partner_ids.ids
            ),
        }

    def action_dismiss(self):
        """« Ce ne sont pas des doublons »: remembered for ever, and undoable."""
        self.env["field.merge"]._check_may_merge()
        self.check_access("read")
        exceptions = self.env["field.double.exception"]
        for double in self:
            partners = double.with_context(active_test=False).partner_ids
            exceptions |= exceptions._remember(partners)
        self.sudo().unlink()
        return exceptions.ids

    @api.model
    def _get_certainty(self, score):
        if score >= SURE:
            return "sure"
        return "likely" if score >= LIKELY else "possible"

    # ------------------------------------------------------------------
    # After a merge
    # ------------------------------------------------------------------

    @api.model
    def _on_merged(self, sources, survivor):
        """Take the merged records out of the list; the next search looks again."""
        doubles = self.sudo().search([("partner_ids", "in", sources.ids)])
        for double in doubles:
            rest = double.with_context(active_test=False).partner_ids - sources
            if len(rest) < 2:
                double.unlink()
                continue
            double.pair_ids.filtered(
                lambda pair: pair.low_id in sources or pair.high_id in sources
            ).unlink()
            double.write(
                {
                    "partner_ids": [fields.Command.set(rest.ids)],
                    "partner_count": len(rest),
                }
            )

    @api.model
    def _on_merge_undone(self, partners):
        """Nothing to do: the next search finds them again, for they have changed."""

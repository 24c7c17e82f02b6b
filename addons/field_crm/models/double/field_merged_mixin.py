from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class FieldMergedMixin(models.AbstractModel):
    """A partner that was merged into another one, or that others were merged into.

    A merged record is kept, archived: whoever still holds its identifier (a phone that
    was offline, a link in a mail) is led to the record that is left.
    """

    _name = "field.merged.mixin"
    _description = "Partner that can be merged"

    merged_into_id = fields.Many2one(
        "res.partner",
        string="Merged into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    alias_ids = fields.One2many(
        "field.partner.alias",
        "partner_id",
        string="Former names and references",
        readonly=True,
        copy=False,
    )
    former_names = fields.Char(
        compute="_compute_former_names",
        store=True,
        copy=False,
        help="What the records merged into this one were known by; searches find it.",
    )

    @api.depends("alias_ids.value")
    def _compute_former_names(self):
        for partner in self:
            values = dict.fromkeys(partner.sudo().alias_ids.mapped("value"))
            partner.former_names = "\n".join(values) or False

    def _resolve_merged(self):
        """The records that are left of these, in the same order (S1-18).

        Whoever receives an identifier from outside asks here first.
        """
        resolved = self.browse()
        for partner in self:
            seen = {partner.id}
            while partner.sudo().merged_into_id:
                partner = partner.sudo().merged_into_id.with_env(self.env)
                if partner.id in seen:
                    break
                seen.add(partner.id)
            resolved |= partner
        return resolved

    @api.model
    def _find_by_reference(self, references, company=None):
        """Prospects and clients by reference or client code, former ones included.

        A record that bears a reference now goes before one that once did, a company's
        own before a shared one, the reference before the code.

        :param references: list of str
        :return: {reference: res.partner in sudo mode}, hits only; none is merged
        """
        references = list(references)
        companies = [False, (company or self.env.company).id]
        found = self._find_by_former_reference(references, ("code", "ref"), company)
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        accounts = Domain("field_status", "!=", False) & Domain(
            "company_id", "in", companies
        )
        for name in ("client_code", "ref"):
            hits = partners.search(
                accounts
                & Domain(name, "in", references)
                & Domain("merged_into_id", "=", False)
            )
            # The last one stands: a company's own.
            for partner in hits.sorted(lambda one: bool(one.company_id)):
                found[partner[name]] = partner
        return found

    @api.model
    def _find_by_former_reference(self, references, kinds=("ref",), company=None):
        """As ``_find_by_reference``, of references and codes that merges have retired.

        :param kinds: ``ref`` for references, ``code`` for codes of the ERP
        """
        companies = [False, (company or self.env.company).id]
        aliases = (
            self.env["field.partner.alias"]
            .sudo()
            .search(
                [
                    ("value", "in", list(references)),
                    ("kind", "in", kinds),
                    ("partner_id.company_id", "in", companies),
                ],
                order="kind, id",
            )
        )
        return {alias.value: alias.partner_id._resolve_merged() for alias in aliases}

    def write(self, vals):
        if vals.get("active") and not self.env.context.get("field_merging"):
            for partner in self.filtered("merged_into_id"):
                raise UserError(
                    self.env._(
                        "“%(merged)s” was merged into “%(survivor)s”: undo the merge "
                        "to bring it back.",
                        merged=partner.name,
                        survivor=partner.sudo().merged_into_id.name,
                    )
                )
        return super().write(vals)

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_open_merged_into(self):
        """Open the record that is left of this one."""
        self.ensure_one()
        partner = self._resolve_merged()
        partner.check_access("read")
        kind = "_client" if partner.field_status == "client" else ""
        return {
            "type": "ir.actions.act_window",
            "name": partner.display_name,
            "res_model": "res.partner",
            "res_id": partner.id,
            "view_mode": "form",
            "views": [
                (self.env.ref(f"field_crm.view_res_partner{kind}_form").id, "form")
            ],
        }

    def action_merge(self):
        """Compare the ticked records side by side, to merge them (S1-18)."""
        self.env["field.merge"]._check_may_merge()
        if len(self) < 2:
            raise UserError(self.env._("Tick at least two records to merge."))
        return {
            "type": "ir.actions.client",
            "tag": "field_crm_double_review",
            "name": self.env._("Merge"),
            "params": {"partner_ids": self.ids},
        }

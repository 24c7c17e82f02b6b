from odoo import api, models
from odoo.exceptions import AccessError, LockError, UserError

from ...engine.merge import Candidate, propose_survivor

#: Nobody compares more side by side.
MAX_RECORDS = 20


class FieldMergeCheckMixin(models.AbstractModel):
    """What may become one record, and by whom."""

    _name = "field.merge.check.mixin"
    _description = "Checks of a merge"

    @api.model
    def _browse_for_merge(self, partner_ids):
        """The records, which the user must be able to change one by one."""
        self._check_may_merge()
        partners = (
            self.env["res.partner"].with_context(active_test=False).browse(partner_ids)
        )
        partners = partners.exists()
        if not 2 <= len(partners) <= MAX_RECORDS:
            raise UserError(
                self.env._(
                    "Merge from 2 to %(most)s records at once; there are %(count)s.",
                    most=MAX_RECORDS,
                    count=len(partners),
                )
            )
        partners.check_access("read")
        partners.check_access("write")
        return partners

    @api.model
    def _lock(self, partners):
        """Nobody else changes or merges them until this transaction ends."""
        try:
            partners.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is changing one of these records at this moment. "
                    "Try again in a few seconds."
                )
            ) from error

    @api.model
    def _get_stamp(self, partner):
        """What tells whether a record was edited since it was compared."""
        return str(partner.sudo().write_date)

    @api.model
    def _check_stamps(self, partners, stamps):
        for partner in partners:
            stamp = (stamps or {}).get(str(partner.id))
            if stamp and stamp != self._get_stamp(partner):
                raise UserError(
                    self.env._(
                        "“%(partner)s” was changed by %(user)s meanwhile: compare once "
                        "more.",
                        partner=partner.display_name,
                        user=partner.sudo().write_uid.name,
                    )
                )

    @api.model
    def _check_mergeable(self, partners, survivor):
        """Refuse what is not one thing, or what a merge would tear apart."""
        problems = self._get_obstacles(partners)
        clients = partners.filtered(lambda one: one.field_status == "client")
        if clients and survivor not in clients:
            if not self.env["res.partner"]._may_convert():
                raise AccessError(
                    self.env._("Only an accountant can merge a client into a prospect.")
                )
            problems.append(
                self.env._(
                    "“%s” is a prospect: keep one of the clients.",
                    survivor.display_name,
                )
            )
        ancestor = survivor.sudo().parent_id
        while ancestor:
            if ancestor in partners:
                problems.append(
                    self.env._(
                        "“%(survivor)s” belongs to “%(parent)s”: keep the latter.",
                        survivor=survivor.display_name,
                        parent=ancestor.display_name,
                    )
                )
            ancestor = ancestor.parent_id
        if problems:
            raise UserError("\n".join(problems))

    @api.model
    def _get_obstacles(self, partners):
        """Sentences about what stands against merging these, whichever is kept."""
        partners = partners.sudo()
        problems = [
            self.env._(
                "“%(merged)s” was merged into “%(survivor)s” already.",
                merged=partner.name,
                survivor=partner.merged_into_id.name,
            )
            for partner in partners.filtered("merged_into_id")
        ]
        if len({partner.company_id for partner in partners}) > 1:
            problems.append(
                self.env._(
                    "They belong to different companies: %(companies)s.",
                    companies=self._get_company_names(partners),
                )
            )
        accounts = partners.filtered("field_status")
        if accounts and accounts != partners:
            problems.append(
                self.env._(
                    "A client or prospect cannot be merged with one of its people or "
                    "locations."
                )
            )
        if not accounts and len(partners.parent_id) > 1:
            problems.append(
                self.env._("People and locations of different clients stay apart.")
            )
        for partner in partners:
            user = partner.with_context(active_test=False).user_ids.filtered(
                lambda user: user._is_internal()
            )
            if user:
                problems.append(
                    self.env._(
                        "“%(partner)s” is the record of the user %(login)s.",
                        partner=partner.name,
                        login=user[0].login,
                    )
                )
        if (
            self.env["res.company"]
            .sudo()
            .search_count([("partner_id", "in", partners.ids)])
        ):
            problems.append(self.env._("The record of a company cannot be merged."))
        return problems + self._get_request_obstacles(partners)

    def _get_company_names(self, partners):
        return ", ".join(
            sorted(
                {
                    partner.company_id.name or self.env._("all companies")
                    for partner in partners
                }
            )
        )

    def _get_request_obstacles(self, partners):
        """A conversion that is asked for is decided on before the merge."""
        waiting = partners.filtered(lambda one: one.conversion_state == "pending")
        has_client = "client" in partners.mapped("field_status")
        if not waiting or (len(waiting) < 2 and not has_client):
            return []
        return [
            self.env._(
                "The conversion of “%s” is asked for: decide on it first.", partner.name
            )
            for partner in waiting
        ]

    @api.model
    def _get_codes(self, partners):
        """The codes that the ERP knows these by."""
        codes = partners.sudo().filtered("client_code").sorted("id")
        return list(dict.fromkeys(code.strip() for code in codes.mapped("client_code")))

    @api.model
    def _check_codes(self, partners, is_meant):
        """Two codes are two clients of the ERP: an accountant must say they are one."""
        codes = self._get_codes(partners)
        if len(codes) < 2 or self.env.su:
            return
        if not self.env.user.has_group("field_crm.group_field_accountant"):
            raise AccessError(
                self.env._(
                    "The ERP knows them as different clients (%(codes)s): only an "
                    "accountant or an administrator may merge them.",
                    codes=", ".join(codes),
                )
            )
        if not is_meant:
            raise UserError(
                self.env._(
                    "The ERP knows them as different clients (%(codes)s): confirm that "
                    "they are one.",
                    codes=", ".join(codes),
                )
            )

    @api.model
    def _propose_survivor(self, partners, counts):
        """The record to keep, most linked first (S1-14).

        :param counts: {partner id: number of records that hang on it}
        """
        return propose_survivor(
            Candidate(
                partner.id,
                is_client=partner.field_status == "client",
                has_code=bool(partner.client_code),
                is_active=partner.active,
                links=counts.get(partner.id, 0),
            )
            for partner in partners
        )

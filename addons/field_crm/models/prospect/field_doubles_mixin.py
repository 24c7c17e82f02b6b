from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...engine.doubles import are_alike, name_key, phone_key, phone_text

# In the context of trusted code that has compared for itself. An object, so that no
# call from outside can send it.
DOUBLES_COMPARED = object()
# So many namesakes of one postal code are compared, and so many shown.
_COMPARED, _SHOWN = 3000, 5
_TRIGGERS = frozenset(
    {"phone", "mobile", "country_id", "parent_id", "field_status", "double_reason"}
)


class FieldDoublesMixin(models.AbstractModel):
    """Prospects that may be there already (S3-38, AMB-02).

    Numbers are compared over all prospects and clients of the company and their people,
    seen by the user or not. Of the latter it is said whose they are, and nothing else.
    """

    _name = "field.doubles.mixin"
    _description = "Partner that may be there already"

    phone_e164 = fields.Char(
        string="Phone, normalised",
        compute="_compute_phone_e164",
        store=True,
        index="btree_not_null",
    )
    mobile_e164 = fields.Char(
        string="Mobile, normalised",
        compute="_compute_phone_e164",
        store=True,
        index="btree_not_null",
    )
    name_key = fields.Char(
        string="Name, normalised", compute="_compute_name_key", store=True
    )
    double_reason = fields.Char(
        string="Why it is no double",
        copy=False,
        help="Why it is kept although another has the same phone number.",
    )
    double_numbers = fields.Char(
        string="Numbers known to be shared", copy=False, readonly=True
    )
    double_warning = fields.Html(compute="_compute_double_warning")
    needs_double_reason = fields.Boolean(compute="_compute_double_warning")

    @api.depends("phone", "mobile", "country_id", "parent_id.country_id")
    def _compute_phone_e164(self):
        default = self.env.company.country_id.code or "FR"
        for partner in self:
            country = partner.country_id or partner.parent_id.country_id
            code = country.code or default
            partner.phone_e164 = phone_key(partner.phone, code)
            partner.mobile_e164 = phone_key(partner.mobile, code)

    @api.depends("name")
    def _compute_name_key(self):
        for partner in self:
            partner.name_key = name_key(partner.name)

    @api.depends(
        "name",
        "zip",
        "field_status",
        "company_id",
        "phone_e164",
        "mobile_e164",
        "child_ids.phone_e164",
        "child_ids.mobile_e164",
        "double_numbers",
    )
    def _compute_double_warning(self):
        for partner in self:
            partner.double_warning = partner.needs_double_reason = False
            if partner.field_status != "prospect":
                continue
            numbers = partner._get_account_numbers()
            found = partner._find_others(numbers - partner._get_shared_numbers())
            known = partner._origin._get_account_numbers() if partner._origin else set()
            # Those of old may stay until somebody touches the number.
            partner.needs_double_reason = not set(found) <= known
            accounts = self.env["res.partner"].union(*found.values())
            if not accounts and (not numbers or not partner._origin):
                accounts = partner._find_by_name()
            partner.double_warning = partner._get_double_warning(accounts, found)

    @api.onchange("phone", "mobile", "child_ids")
    def _onchange_double_reason(self):
        # A reason given for one number says nothing about another.
        known = self._origin.double_reason
        if self.needs_double_reason and self.double_reason == known:
            self.double_reason = False

    # ------------------------------------------------------------------
    # Finding
    # ------------------------------------------------------------------

    def _get_account_numbers(self):
        """Numbers of a partner and of its contact persons, in E.164."""
        people = self | self.child_ids
        return {*people.mapped("phone_e164"), *people.mapped("mobile_e164")} - {False}

    def _get_shared_numbers(self):
        return set((self.double_numbers or "").split())

    def _get_account_domain(self):
        companies = self.company_id or self.env.company
        return Domain("company_id", "in", [False, *companies.ids])

    def _find_by_numbers(self, numbers):
        """Prospects and clients by number, whoever may see them.

        :return: dict number → ``res.partner`` in sudo mode, hits only; archived ones
            too, for what was archived may be what the user is typing anew
        """
        if not numbers:
            return {}
        numbers = list(numbers)
        has_number = Domain("phone_e164", "in", numbers) | Domain(
            "mobile_e164", "in", numbers
        )
        Partner = self.env["res.partner"].sudo().with_context(active_test=False)
        found = {}
        for person in Partner.search(has_number & self._get_account_domain()):
            account = person
            while account and not account.field_status:
                account = account.parent_id
            # What was merged is no double of the record that it led to.
            account = account._resolve_merged()
            if not account:
                continue
            for number in {person.phone_e164, person.mobile_e164}.intersection(numbers):
                found[number] = found.get(number, account) | account
        return found

    def _find_others(self, numbers):
        """As ``_find_by_numbers``, without the partners themselves."""
        hits = {
            number: accounts - self._origin.sudo()
            for number, accounts in self._find_by_numbers(numbers).items()
        }
        return {number: accounts for number, accounts in hits.items() if accounts}

    def _find_by_name(self):
        """Prospects and clients of the same postal code with a name alike."""
        key = name_key(self.name)
        if not key or not self.zip:
            return self.env["res.partner"]
        candidates = (
            self.env["res.partner"]
            .sudo()
            .search_fetch(
                Domain("zip", "=", self.zip)
                & Domain("field_status", "!=", False)
                & Domain("id", "not in", self._origin.ids)
                & self._get_account_domain(),
                ["name_key"],
                limit=_COMPARED,
                order="id",
            )
        )
        return candidates.filtered(lambda other: are_alike(other.name_key, key))

    def _get_double_sentences(self, accounts):
        """One sentence for each account; nothing about what the user may not see."""
        visible = accounts.with_env(self.env)._filtered_access("read")
        sentences = []
        for account in accounts[:_SHOWN]:
            is_client = account.field_status == "client"
            owner = account.user_id or account.create_uid
            if account not in visible:
                sentences.append(
                    self.env._("a client of %s", owner.name)
                    if is_client
                    else self.env._("a prospect of %s", owner.name)
                )
                continue
            parts = (account.client_code or account.ref, account.zip, account.city)
            details = ", ".join(filter(None, parts))
            text = f"{account.name} ({details})" if details else account.name
            if not account.active:
                text = self.env._("%s, archived", text)
            path = "clients" if is_client else "prospects"
            link = Markup('<a href="/odoo/%s/%s" target="_blank">%s</a>')
            sentences.append(link % (path, account.id, text))
        if len(accounts) > _SHOWN:
            sentences.append(self.env._("and %s more", len(accounts) - _SHOWN))
        return sentences

    def _get_double_warning(self, accounts, found):
        if not accounts:
            return False
        title = (
            self.env._("The phone number %s is that of:", _get_numbers_text(found))
            if found
            else self.env._("Same postal code and a name alike:")
        )
        items = Markup().join(
            Markup("<li>%s</li>") % sentence
            for sentence in self._get_double_sentences(accounts)
        )
        return Markup('<strong>%s</strong><ul class="mb-0">%s</ul>') % (title, items)

    # ------------------------------------------------------------------
    # Refusing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("double_reason") for vals in vals_list) and len(vals_list) > 1:
            # Contact persons are created inside: each with the reason of its own.
            return self.browse().union(*(self.create([vals]) for vals in vals_list))
        reason = vals_list[0].get("double_reason") if vals_list else None
        partners = super(FieldDoublesMixin, self._with_double_reason(reason)).create(
            vals_list
        )
        partners._check_doubles()
        return partners.with_env(self.env)

    def write(self, vals):
        partners = self._with_double_reason(vals.get("double_reason"))
        result = super(FieldDoublesMixin, partners).write(vals)
        if not _TRIGGERS.isdisjoint(vals):
            partners._check_doubles()
        return result

    def _with_double_reason(self, reason):
        reason = (reason or "").strip()
        return self.with_context(field_double_reason=reason) if reason else self

    def _check_doubles(self):
        """Refuse a prospect with the phone of another, unless a reason is given.

        Here and not in a constraint, for a reason given with the same call must be
        told from one that was given for another number.

        :raises ValidationError: when a written number is another's
        """
        if self.env.context.get("field_doubles") is DOUBLES_COMPARED:
            return
        written = {}
        for partner in self.filtered("prospect_id"):
            prospect = partner.prospect_id
            numbers = {partner.phone_e164, partner.mobile_e164} - {False}
            if partner == prospect and self.env.context.get("field_double_reason"):
                numbers = partner._get_account_numbers()
            new = numbers - prospect._get_shared_numbers()
            if new:
                written.setdefault(prospect, set()).update(new)
        if not written:
            return
        prospects = self.env["res.partner"].union(*written)
        found = prospects._find_by_numbers(set().union(*written.values()))
        reason = self.env.context.get("field_double_reason")
        for prospect, numbers in written.items():
            others = {n: found[n] - prospect for n in numbers if n in found}
            hits = {number: others[number] for number in others if others[number]}
            if hits and not reason:
                raise ValidationError(prospect._get_double_refusal(hits))
            if hits:
                prospect._keep_double(hits, reason)

    def _get_double_refusal(self, hits):
        accounts = self.env["res.partner"].union(*hits.values())
        # In a dialog a link would be read as text.
        sentences = [
            Markup(text).striptags() if isinstance(text, Markup) else text
            for text in self._get_double_sentences(accounts)
        ]
        return self.env._(
            "“%(name)s” may be there already. The phone number %(numbers)s is that "
            "of:\n%(doubles)s\nWhen it is somebody else, say so in “Why it is no "
            "double”.",
            name=self.name,
            numbers=_get_numbers_text(hits),
            doubles="\n".join(f"– {sentence}" for sentence in sentences),
        )

    def _keep_double(self, hits, reason):
        """Note who kept the double, and why."""
        shared = self._get_shared_numbers() | set(hits)
        self.sudo().double_numbers = " ".join(sorted(shared))
        self._message_log(
            body=self.env._(
                "Kept although the phone number %(numbers)s is another's: %(reason)s",
                numbers=_get_numbers_text(hits),
                reason=reason,
            )
        )


def _get_numbers_text(numbers):
    return ", ".join(phone_text(number) for number in sorted(numbers))

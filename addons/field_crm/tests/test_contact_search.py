from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestContactSearch(FieldCrmCase):
    """Found by name, alias, reference or number, with wildcards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.internal_name = "Ancienne société Kerjean"
        cls.percent = cls.env["res.partner"].create(
            {"name": "Remise 50 % & Fils", "field_status": "client", "ref": "T_01"}
        )
        cls.clients = cls.client | cls.percent

    def _found(self, typed, user=None):
        """Ids that the many2one's drop-down and the search box offer, alike."""
        Partner = self.env["res.partner"].with_user(user or self.rep)
        among = [("id", "in", (self.clients | self.prospect).ids)]
        offered = {id_ for id_, _name in Partner.name_search(typed, among)}
        listed = Partner.search([("display_name", "ilike", typed), *among])
        self.assertEqual(offered, set(listed.ids))
        return Partner.browse(offered).with_env(self.env)

    def test_every_name_and_number(self):
        """S1-03, S1-04, S1-19, S3-13, S0-15: alias, name, code and reference."""
        for typed in ("kerjean", "Guérin", "C100", "guerin", "Transports G"):
            self.assertEqual(self._found(typed), self.client, typed)

    def test_wildcards(self):
        """S3-13: * is any text, ? one character; at the end they hold the other one."""
        for typed in (
            "trans*",
            "*kerjean",
            "*ancienne*",
            "tr*port*",
            "C?00",
            "gu?rin",
            "*GUERIN",
            "anc*kerjean",
        ):
            self.assertEqual(self._found(typed), self.client, typed)
        for typed in ("uérin*", "*transports", "kerjean*C100", "C1000*"):
            self.assertNotIn(self.client, self._found(typed), typed)

    def test_signs_of_sql_mean_themselves(self):
        """S3-13: a percent sign is looked for, it does not find everybody."""
        self.assertEqual(self._found("50 %"), self.percent)
        self.assertEqual(self._found("T_0"), self.percent)
        for typed in ("%", "_"):
            self.assertEqual(self._found(typed), self.percent, typed)
        for typed in ("\\", "' OR 1=1 --", '"; DROP TABLE', "100%", "C%00"):
            self.assertFalse(self._found(typed), typed)

    def test_nothing_typed_offers_everybody(self):
        """S3-13: an empty box, or a star alone, lists all."""
        for typed in ("", " ", "*", "**", "?"):
            self.assertEqual(self._found(typed), self.clients | self.prospect, typed)

    def test_excluding(self):
        """S3-13: the filter « does not contain » is the exact contrary."""
        among = [("id", "in", self.clients.ids)]
        for typed in ("kerjean", "trans*", "zzz"):
            found = self._found(typed) & self.clients
            domain = [("display_name", "not ilike", typed), *among]
            others = self.env["res.partner"].search(domain)
            self.assertEqual(others, self.clients - found, typed)

    def test_search_view_uses_the_same_rule(self):
        """S1-04, S3-13: the list's own search box knows alias and wildcards."""
        arch = self.env["res.partner"].get_view(
            self.env.ref("field_crm.view_res_partner_search").id, "search"
        )["arch"]
        self.assertIn("[('display_name', 'ilike', self)]", arch)

    def test_a_hidden_prospect_is_not_found(self):
        """S3-36: no wildcard shows another rep's prospect."""
        self.prospect.internal_name = "Secret"
        for typed in ("secret", "*", "s*t", "GAEC*"):
            self.assertNotIn(self.prospect, self._found(typed, self.other_rep))
        self.assertEqual(self._found("secret"), self.prospect)

    def test_follows_changes(self):
        """S1-04: a name that is changed is found at once, the old one no more."""
        self.client.internal_name = "Nouveau"
        self.assertEqual(self._found("nouv*"), self.client)
        self.assertFalse(self._found("kerjean"))
        person = self.env["res.partner"].create(
            {"name": "Yann Le Bihan", "parent_id": self.client.id}
        )
        ids = [id_ for id_, _name in self.env["res.partner"].name_search("yann*")]
        self.assertIn(person.id, ids)

    def test_chosen_for_a_visit_by_its_alias(self):
        """S1-19: whoever plans a visit finds the client by the colleagues' name."""
        (found, _name), *_rest = (
            self.env["res.partner"].with_user(self.rep).name_search("kerj?an")
        )
        form = Form(self.env["field.visit"].with_user(self.rep))
        form.partner_id = self.env["res.partner"].browse(found)
        self.assertEqual(form.partner_id, self.client)

    def test_queries_do_not_grow(self):
        """S3-13: a page of results costs as many queries as one result."""
        names = [{"name": f"Volume {n}", "field_status": "client"} for n in range(80)]
        self.env["res.partner"].create(names)
        Partner = self.env["res.partner"].with_user(self.rep)

        def count(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(Partner.name_search("vol?me*", limit=limit)), limit)
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(80), count(1))

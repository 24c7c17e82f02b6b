import json

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..engine.sync import make_pair, seal_letter
from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncSealed(SyncCase):
    """A forgotten PIN loses nothing, and opens nothing to anybody else."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()
        self.mobile.pull()
        self.seal = self.mobile.document["parameters"]["seal"]

    def letter(self, phone, content, **more):
        content = {"user": phone.user.id, "device": phone.uuid, **content, **more}
        sealed = seal_letter(self.seal["key"], json.dumps(content).encode())
        return {"key": self.seal["id"], **sealed}

    def sealed(self, phone, *mutations, **more):
        letters = []
        for mutation in mutations:
            said = {name: each for name, each in mutation.items() if name != "seq"}
            letter = self.letter(phone, {"mutation": said}, **more)
            letters.append({"seq": mutation["seq"], "letter": letter})
        return letters

    def test_sealed_actions_are_applied_once(self):
        """S3-64: opened, applied under that phone and rep, however often they come."""
        visit = self.mobile.mutation("VC", {"partner": self.client.id, "comment": "Vu"})
        again = self.mobile.mutation("DR", {"partner": self.client.id, "preset": "1m"})
        body = {"letters": self.sealed(self.mobile, visit, again)}
        answer = self.mobile.call("sealed", body)
        self.assertEqual([one["state"] for one in answer["results"]], ["applied"] * 2)
        self.assertEqual(self.mobile.call("sealed", body)["last_seq"], 2)
        self.assertEqual(self.client.visit_ids.comment, "Vu")
        self.assertEqual(self.client.visit_ids.user_id, self.rep)
        line = self.env["field.mutation"].search([("uuid", "=", visit["uuid"])])
        self.assertEqual(line.device_id, self.mobile.device)
        # The same action, sent unsealed by a phone that kept it, is not done twice.
        self.assertEqual(self.mobile.push(visit)["results"][0]["state"], "applied")
        self.assertEqual(len(self.client.visit_ids), 1)

    def test_the_key_of_a_photo_comes_back(self):
        """S3-64: with it the phone reads its photo again and sends it as always."""
        photo = self.letter(self.mobile, {"secret": "c2VjcmV0"})
        answer = self.mobile.call("sealed", {"photos": [photo]})
        self.assertEqual(answer["keys"], ["c2VjcmV0"])

    def test_somebody_else_opens_nothing(self):
        """Another rep's letters, or a name changed from outside, are refused."""
        visit = self.mobile.mutation("VC", {"partner": self.client.id, "comment": "Vu"})
        letters = self.sealed(self.mobile, visit)
        photo = self.letter(self.mobile, {"secret": "c2VjcmV0"})
        thief = self.phone(self.other_rep)
        for body in ({"letters": letters}, {"photos": [photo]}):
            answer = self.assert_untouched(
                lambda body=body: thief.call("sealed", body, 403)
            )
            self.assertEqual(answer["error"]["code"], "forbidden")
        self.assertFalse(self.client.visit_ids)

    def test_what_was_not_sealed_here_is_refused(self):
        """Changed, sealed to another key, or no letter at all: nothing changes."""
        visit = self.mobile.mutation("VC", {"partner": self.client.id})
        (good,) = self.sealed(self.mobile, visit)
        _private, stranger = make_pair()
        elsewhere = seal_letter(stranger, b"{}")
        text = good["letter"]["data"]
        changed = text[:-6] + ("AAAA" if text[-6:-2] != "AAAA" else "BBBB") + text[-2:]
        for letter in (
            {**good["letter"], "data": changed},
            {**good["letter"], "key": 2**30},
            {**good["letter"], "from": "AAAA"},
            {"key": self.seal["id"], **elsewhere},
            {},
            "letter",
            None,
        ):
            body = {"letters": [{"seq": 1, "letter": letter}]}
            self.assert_untouched(
                lambda body=body: self.mobile.call("sealed", body, 400)
            )
        self.mobile.call("sealed", {"letters": [good] * 51}, 400)
        self.mobile.call("sealed", {"letters": "x"}, 400)

    def test_a_revoked_phone_is_set_aside(self):
        """As with what it would have sent unsealed, a manager decides."""
        visit = self.mobile.mutation("VC", {"partner": self.client.id})
        letters = self.sealed(self.mobile, visit)
        self.mobile.device.with_user(self.manager).action_revoke()
        answer = self.mobile.call("sealed", {"letters": letters})
        self.assertTrue(answer["revoked"])
        line = self.env["field.mutation"].search([("uuid", "=", visit["uuid"])])
        self.assertEqual(line.state, "quarantined")

    def test_nobody_reads_the_private_key(self):
        """Neither a rep nor the administrator, by no call."""
        key = self.env["field.seal.key"].search([])
        for user in (
            self.rep,
            self.manager,
            self.admin,
            self.env.ref("base.user_admin"),
        ):
            with self.assertRaises(AccessError):
                key.with_user(user).read(["private_key"])
        self.assertNotIn("private_key", key.with_user(self.admin).fields_get())

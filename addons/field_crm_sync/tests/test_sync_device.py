import json

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .sync_common import Phone, SyncCase


@tagged("post_install", "-at_install")
class TestSyncDevice(SyncCase):
    """A phone's key, from the first sign-in to the last message."""

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.jsonrpc")
    def test_the_key_opens_the_app_and_nothing_else(self):
        """Odoo's own calls refuse it; and the app refuses Odoo's keys."""
        phone = self.phone()
        self.assertIn("time", phone.call("ping", {"device": phone.uuid}))
        headers = {"Authorization": f"Bearer {phone.key}"}
        read = self.url_open(
            "/json/2/res.partner/search_read",
            data=json.dumps({"domain": []}),
            headers={**headers, "Content-Type": "application/json"},
        )
        self.assertEqual(read.status_code, 401)
        call = {
            "jsonrpc": "2.0",
            "params": {
                "service": "object",
                "method": "execute",
                "args": [
                    self.env.cr.dbname,
                    self.rep.id,
                    phone.key,
                    "res.partner",
                    "search",
                    [],
                ],
            },
        }
        answer = self.url_open("/jsonrpc", json=call).json()
        self.assertIn("AccessDenied", answer["error"]["data"]["name"])
        keys = self.env["res.users.apikeys"].with_user(self.rep).sudo()
        general = keys._generate(None, "any", None)
        for key in (general, "0" * 40, "x", ""):
            phone.key = key
            answer = phone.call("ping", status=401)
            self.assertEqual(answer["error"]["code"], "signed_out")

    def test_no_session_is_kept(self):
        """A phone's request makes nobody signed in."""
        phone = self.phone()
        response = phone.send("ping", "{}")
        self.assertNotIn("session_id", response.cookies)

    def test_only_reps_enrol(self):
        """S0-12: neither a colleague nor an accountant has an app."""
        for user in (self.colleague, self.accountant):
            answer = Phone(self, user).sign_in(status=403)
            self.assertEqual(answer["error"]["code"], "forbidden")
        self.assertFalse(self.env["field.device"].search([]))
        nobody = Phone(self, self.rep)
        answer = nobody.call("device", {"device": nobody.uuid}, status=401)
        self.assertEqual(answer["error"]["code"], "signed_out")

    def test_another_users_phone_is_not_taken_over(self):
        """The identifier of a phone is no secret, and opens nothing."""
        phone = self.phone()
        thief = Phone(self, self.other_rep)
        thief.uuid = phone.uuid
        thief.sign_in(status=403)
        thief.uuid = self.phone(self.other_rep).uuid
        mine = self.phone(self.other_rep)
        mine.uuid = phone.uuid
        self.assertEqual(mine.push(status=400)["error"]["code"], "malformed")

    def test_a_second_sign_in_ends_the_first_key(self):
        phone = self.phone()
        old = phone.key
        phone.sign_in()
        phone.call("ping")
        phone.key = old
        phone.call("ping", status=401)

    def test_the_office_sees_and_revokes(self):
        """Last seen, version, queue; then one last push is set aside, and the end."""
        phone = self.phone()
        phone.call("ping", {"version": "1.2.3", "waiting": 4})
        device = phone.device
        self.assertEqual((device.version, device.queue_length), ("1.2.3", 4))
        self.assertTrue(device.last_seen)
        with self.assertRaises(AccessError):
            device.with_user(self.rep).action_revoke()
        with self.assertRaises(AccessError):
            device.with_user(self.manager).user_id = self.manager
        device.with_user(self.manager).action_revoke()
        for path in ("ping", "pull"):
            answer = phone.call(path, {"device": phone.uuid}, status=403)
            self.assertEqual(answer["error"]["code"], "revoked")
        visit = phone.mutation("VC", {"partner": self.client.id})
        answer = phone.push(visit)
        self.assertTrue(answer["revoked"])
        self.assertEqual(answer["results"][0]["state"], "hold")
        self.assertFalse(self.client.visit_ids)
        phone.call("wiped", {"device": phone.uuid})
        self.assertEqual(device.state, "wiped")
        phone.push(phone.mutation("VC", {"partner": self.client.id}), status=401)
        line = self.env["field.mutation"].search([("uuid", "=", visit["uuid"])])
        line.with_user(self.manager).action_apply()
        self.assertEqual(self.client.visit_ids.user_id, self.rep)

    def test_whoever_leaves_loses_the_phone(self):
        """An archived user's phone is revoked, and what it holds is set aside."""
        phone = self.phone()
        self.rep.active = False
        self.assertEqual(phone.device.state, "revoked")
        phone.call("pull", {"device": phone.uuid}, status=403)
        answer = phone.push(phone.mutation("VC", {"partner": self.client.id}))
        self.assertEqual(answer["results"][0]["state"], "hold")

    def test_whoever_is_no_rep_any_more(self):
        """A right that is taken away ends the app as well."""
        phone = self.phone()
        group = self.env.ref("field_crm.group_field_rep")
        self.rep.write({"group_ids": [(3, group.id)]})
        phone.call("pull", {"device": phone.uuid}, status=403)

    def test_reps_see_their_own_phones_only(self):
        """S2-40: neither a colleague's phone nor what it sent."""
        phone = self.phone()
        phone.do("DR", {"partner": self.client.id, "preset": "1m"})
        for model in ("field.device", "field.mutation"):
            self.assertTrue(self.env[model].with_user(self.rep).search([]))
            self.assertFalse(self.env[model].with_user(self.other_rep).search([]))
            self.assertTrue(self.env[model].with_user(self.manager).search([]))

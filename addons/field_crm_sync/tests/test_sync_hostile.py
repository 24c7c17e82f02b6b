import json
import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import SIGNATURE

from ..engine.sync import MAX_BYTES
from .sync_common import SyncCase

KINDS = ("VC", "VP", "CP", "MP", "SP", "CC", "MC", "DR", "PK", "RS", "GP", "XR")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["2026-05-01", "1m", "done", "name", "\x00", "' OR 1=1 --"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.text(max_size=8) | st.sampled_from(
    (
        *("partner", "values", "visit", "answers", "check_in", "revisit", "date"),
        *("preset", "counts", "lines", "request", "comment", "state", "latitude"),
        *("longitude", "signature", "mutations", "cursor", "page", "want", "ids"),
    )
)
BODIES = st.dictionaries(NAMES, VALUES, max_size=4)
FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@tagged("post_install", "-at_install")
class TestSyncHostile(SyncCase):
    """Whatever comes in: an answer with a reason, and nothing else."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()
        self.secret = (
            self.env["res.partner"]
            .with_user(self.other_rep)
            .create({"name": "Ultra secret", "field_status": "prospect"})
        )

    # ------------------------------------------------------------------
    # Any bytes
    # ------------------------------------------------------------------

    def test_any_body(self):
        """Malformed bodies of every address: 4xx in our words, nothing changed."""

        @FUZZ
        @given(
            st.sampled_from(["device", "ping", "push", "pull"]),
            st.binary(max_size=40)
            | VALUES.map(json.dumps).map(str.encode)
            | BODIES.map(json.dumps).map(str.encode),
        )
        def send(path, data):
            response = self.mobile.send(path, data)
            answer = response.json()
            if response.status_code != 200:
                self.assertIn(response.status_code, (400, 401, 403))
                self.assertTrue(answer["error"]["code"])
                self.assertTrue(answer["error"]["message"])

        self.assert_untouched(send)

    def test_any_arguments(self):
        """Any arguments of any mutation: applied or refused, the queue goes on."""

        @FUZZ
        @given(st.sampled_from(KINDS), st.dictionaries(NAMES, VALUES, max_size=5))
        def send(kind, args):
            mutation = self.mobile.mutation(kind, args)
            response = self.mobile.send(
                "push",
                json.dumps({"device": self.mobile.uuid, "mutations": [mutation]}),
            )
            answer = response.json()
            if response.status_code == 200:
                (result,) = answer["results"]
                self.assertIn(
                    result["state"], ("applied", "rejected", "waits", "conflict")
                )
                if result["state"] == "rejected":
                    self.assertNotIn("The server failed", result["reason"], args)
            else:
                self.assertEqual(answer["error"]["code"], "malformed")
                self.mobile.seq -= 1

        send()

    # ------------------------------------------------------------------
    # Forged
    # ------------------------------------------------------------------

    def test_forged_numbers(self):
        """S2-40, S3-36: another rep's prospect is neither read, changed nor named."""
        number = self.secret.id
        attempts = {
            "MP": {"partner": number, "values": {"name": "À moi"}},
            "SP": {"partner": number},
            "CC": {"partner": number, "values": {"city": "Ici"}},
            "MC": {"partner": number, "lines": [{"field": "city", "value": "x"}]},
            "DR": {"partner": number, "preset": "1m"},
            "PK": {"partner": number, "counts": {"1": 3}},
            "GP": {"partner": number, "latitude": 1, "longitude": 1},
        }
        for kind, args in attempts.items():
            with self.subTest(kind):
                result = self.mobile.do(kind, args)
                self.assertEqual(result["state"], "rejected")
                self.assertNotIn("Ultra secret", json.dumps(result))
        self.assertTrue(self.secret.active)
        self.assertEqual(self.secret.name, "Ultra secret")
        self.assertFalse(self.secret.city or self.secret.revisit_date)

    def test_a_rep_stays_a_rep(self):
        """S3-43, S4-08: neither rights, status, codes nor other people's fields."""
        for values in (
            {"field_status": "client"},
            {"user_id": self.other_rep.id},
            {"client_code": "X"},
            {"revenue_current": 1},
            {"company_id": 1},
            {"flag_message": "x"},
            {"active": False},
            {"id": 1},
            {"message_ids": []},
        ):
            with self.subTest(next(iter(values))):
                args = {"partner": self.prospect.id, "values": values}
                self.assertEqual(self.mobile.do("MP", args)["state"], "rejected")
                new = {"values": {"name": "Nouveau", **values}}
                self.assertEqual(self.mobile.do("CP", new)["state"], "rejected")
        args = {"partner": self.client.id, "values": {"name": "À moi"}}
        self.assertEqual(self.mobile.do("MP", args)["state"], "rejected")
        self.assertEqual(self.client.name, "Transports Guérin")

    def test_another_reps_visit(self):
        """S3-60: a colleague's mission is not finished from here."""
        visit = self.env["field.visit"].create(
            {
                "partner_id": self.client.id,
                "user_id": self.other_rep.id,
                "state": "planned",
            }
        )
        args = {"partner": self.client.id, "visit": visit.id}
        self.assertEqual(self.mobile.do("VC", args)["state"], "rejected")
        args = {"visit": visit.id, "values": {"phone": "x"}}
        self.assertEqual(self.mobile.do("RS", args)["state"], "rejected")
        self.assertEqual(visit.state, "planned")

    def test_altered_replays(self):
        """The same identifier with other words is refused, whoever sends it."""
        visit = self.mobile.mutation("VC", {"partner": self.client.id})
        self.mobile.push(visit)
        other = self.phone(self.other_rep)
        altered = (
            (self.mobile, {**visit, "args": {**visit["args"], "comment": "Autre"}}),
            (self.mobile, {**visit, "type": "VP"}),
            (self.mobile, {**visit, "seq": 2}),
            (self.mobile, {**visit, "uuid": str(uuid.uuid4())}),
            (other, visit),
        )
        for phone, mutation in altered:
            answer = self.assert_untouched(
                lambda phone=phone, mutation=mutation: phone.push(mutation, status=400)
            )
            self.assertEqual(answer["error"]["code"], "malformed")

    def test_forged_cursors(self):
        """Neither cursor nor page reaches the database unless it can be one."""
        self.mobile.pull()
        for body in (
            {"cursor": "1:2:|'; DROP TABLE res_partner --"},
            {"cursor": "2:1:||"},
            {"cursor": "1:9:4,3||"},
            {"cursor": f"1:{2**70}:||"},
            {"cursor": "1:9:||-1"},
            {"page": "nothing"},
            {"page": "WzFd"},
            {"ids": ["res_users"]},
            {"want": {"partner": [-1]}},
            {"want": {"partner": [2**31]}},
            {"want": {"res.users": [1]}},
            {"acked": "'", "cursor": self.mobile.cursor},
        ):
            with self.subTest(str(body)):
                body = {"device": self.mobile.uuid, "epoch": self.mobile.epoch, **body}
                answer = self.mobile.call("pull", body, status=400)
                self.assertEqual(answer["error"]["code"], "malformed")

    # ------------------------------------------------------------------
    # Too much
    # ------------------------------------------------------------------

    def test_too_large(self):
        """More than a push takes is refused before it is read."""
        huge = {"comment": "x" * (MAX_BYTES + 1)}
        mutation = self.mobile.mutation("VC", huge)
        answer = self.assert_untouched(lambda: self.mobile.push(mutation, status=413))
        self.assertEqual(answer["error"]["code"], "too_large")
        many = [self.mobile.mutation("DR", {}) for _one in range(51)]
        answer = self.assert_untouched(lambda: self.mobile.push(*many, status=400))
        self.assertIn("50 at most", answer["error"]["message"])

    def test_a_form_of_another_site(self):
        """Without a type that browsers ask about first, nothing is read."""
        self.authenticate(self.rep.login, self.rep.login)
        self.mobile.key = None
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            body = json.dumps({"device": str(uuid.uuid4()), "name": "x"})
            response = self.mobile.send("device", body, Content_Type=kind)
            self.assertEqual(response.status_code, 400)
        self.assertEqual(self.env["field.device"].search_count([]), 1)

    def test_free_text_stays_text(self):
        """What a phone sends is shown as text."""
        payload = "<img src=x onerror=alert(1)>"
        self.mobile.do("VC", {"partner": self.client.id, "comment": payload})
        self.assertEqual(self.client.visit_ids.comment, payload)
        args = {"partner": self.prospect.id, "signature": SIGNATURE.decode() + payload}
        self.assertEqual(self.mobile.do("CC", args)["state"], "rejected")

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncPush(SyncCase):
    """What reps do on the phone arrives, in their order and once."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()

    def test_a_prospect_and_its_visit_arrive_once(self):
        """S2-08, S3-27, S3-39, S3-61, S3-69, S3-71, S3-73: made offline, sent twice."""
        phone = self.mobile
        prospect = phone.mutation("CP", {"values": {"name": "GAEC du Pré"}})
        visit = phone.mutation("VP", {"partner": prospect["uuid"], "comment": "Vu"})
        answer = phone.push(prospect, visit)
        self.assertEqual([r["state"] for r in answer["results"]], ["applied"] * 2)
        self.assertEqual(phone.push(prospect, visit), answer)
        made = self.env["res.partner"].search([("name", "=", "GAEC du Pré")])
        self.assertEqual(made.user_id, self.rep)
        self.assertEqual(made.visit_ids.comment, "Vu")
        self.assertEqual(made.visit_ids.user_id, self.rep)
        self.assertEqual(made.visit_ids.source, "phone")
        self.assertTrue(made.visit_ids.subject.startswith("[PROSPECT] "))
        line = self.env["field.mutation"].search([("uuid", "=", visit["uuid"])])
        self.assertRegex(line.name, r"^VP_T\d+_\d{8}_R001_\d+\.2$")

    def test_a_visit_with_everything(self):
        """S3-20, S3-22, S3-33, S2-34, AMB-12: answers, date to see again, check-in."""
        self.client.write({"partner_latitude": 48.1, "partner_longitude": -1.6})
        visited = self.env.ref("field_crm.contact_visit")
        result = self.mobile.do(
            "VC",
            {
                "partner": self.client.id,
                "comment": "Rien à signaler",
                "answers": visited.ids,
                "revisit": "1m",
                "check_in": {
                    "latitude": 48.11,
                    "longitude": -1.6,
                    "accuracy": 12,
                    "reason": "Cour fermée",
                },
            },
        )
        self.assertEqual(result["state"], "applied", result)
        visit = self.client.visit_ids
        self.assertEqual(visit.answer_ids, visited)
        self.assertTrue(self.client.revisit_date)
        self.assertAlmostEqual(visit.check_in_distance, 1092, delta=10)
        self.assertEqual(visit.presence, "afar")
        self.assertEqual(visit.check_in_reason, "Cour fermée")

    def test_a_mission_is_carried_out(self):
        """S4-26: a planned visit is finished, and its client's fields come back."""
        self.env["field.report.field"].create({"field_name": "phone"})
        mission = self.env["field.visit"].create(
            {
                "partner_id": self.client.id,
                "user_id": self.rep.id,
                "state": "planned",
                "date": fields.Datetime.now() - timedelta(hours=1),
            }
        )
        self.mobile.do(
            "VC",
            {
                "partner": self.client.id,
                "visit": mission.id,
                "values": {"phone": "02 99 77 66 55"},
                "state": "done",
            },
        )
        self.assertEqual(mission.state, "done")
        self.assertEqual(self.client.phone, "02 99 77 66 55")
        self.assertEqual(self.client.visit_ids, mission)

    def test_what_a_rule_refuses_does_not_hold_up_the_queue(self):
        """S3-21, S3-64: refused with the reason; what follows is applied."""
        phone = self.mobile
        future = phone.mutation(
            "VC", {"partner": self.client.id, "date": "2999-01-01T08:00:00Z"}
        )
        nobody = phone.mutation("DR", {"partner": 2**31 - 1, "preset": "1m"})
        report = phone.mutation(
            "RS", {"visit": future["uuid"], "values": {"phone": "1"}}
        )
        good = phone.mutation("DR", {"partner": self.client.id, "preset": "1m"})
        results = phone.push(future, nobody, report, good)["results"]
        states = [one["state"] for one in results]
        self.assertEqual(states, ["rejected", "rejected", "waits", "applied"])
        self.assertIn("future", results[0]["reason"])
        self.assertFalse(self.client.visit_ids)

    def test_what_waited_follows_when_the_mistake_is_mended(self):
        """S2-12: what depends on a refused action follows the one that mends it."""
        phone = self.mobile
        self.prospect.phone = "02 99 10 20 30"
        double = phone.mutation(
            "CP", {"values": {"name": "Doublon", "phone": "02 99 10 20 30"}}
        )
        visit = phone.mutation("VP", {"partner": double["uuid"]})
        results = phone.push(double, visit)["results"]
        self.assertEqual([one["state"] for one in results], ["rejected", "waits"])
        self.assertIn("GAEC du Bois Joli", results[0]["reason"])
        mended = phone.mutation(
            "CP",
            {
                "values": {
                    "name": "Doublon",
                    "phone": "02 99 10 20 30",
                    "double_reason": "Le frère",
                }
            },
            replaces=double["uuid"],
        )
        results = phone.push(mended, visit)["results"]
        self.assertEqual([one["state"] for one in results], ["applied", "applied"])
        made = self.env["res.partner"].search([("name", "=", "Doublon")])
        self.assertEqual(len(made.visit_ids), 1)

    def test_a_gap_stops_and_says_what_is_missing(self):
        """A lost message loses nothing: nothing after the gap is taken."""
        phone = self.mobile
        first = phone.mutation("DR", {"partner": self.client.id, "preset": "1m"})
        second = phone.mutation("DR", {"partner": self.client.id, "preset": "1w"})
        answer = phone.push(second)
        self.assertEqual(answer["results"], [])
        self.assertEqual((answer["expected"], answer["last_seq"]), (1, 0))
        self.assertNotIn("expected", phone.push(first, second))
        self.assertEqual(phone.device.last_seq, 2)

    def test_a_phone_that_lost_its_memory(self):
        """A new device sends what the old one had sent: it is not done twice."""
        old = self.mobile
        visit = old.mutation("VC", {"partner": self.client.id})
        old.push(visit)
        new = self.phone()
        again = {**visit, "seq": 1}
        (result,) = new.push(again)["results"]
        self.assertEqual(result["state"], "applied")
        self.assertEqual(result["seq"], 1)
        self.assertEqual(len(self.client.visit_ids), 1)
        new.seq = 1
        self.assertEqual(new.do("VC", {"partner": self.client.id})["seq"], 2)

    def test_a_phone_that_lost_its_memory_sends_all_at_once(self):
        """Several of them come in one message, as the journal gives them back."""
        old = self.mobile
        visits = [old.mutation("VC", {"partner": self.client.id}) for _ in range(3)]
        old.push(*visits)
        new = self.phone()
        again = [{**visit, "seq": n} for n, visit in enumerate(visits, start=1)]
        answer = new.push(*again)
        self.assertEqual([one["state"] for one in answer["results"]], ["applied"] * 3)
        self.assertEqual(answer["last_seq"], 3)
        self.assertEqual(len(self.client.visit_ids), 3)

    def test_the_future_speaks_another_version(self):
        """An unknown type or version is kept, and applied when it is known."""
        phone = self.mobile
        newer = phone.mutation("VC", {"partner": self.client.id}, version=99)
        other = phone.mutation("ZZ", {"partner": self.client.id})
        results = phone.push(newer, other)["results"]
        self.assertEqual([one["state"] for one in results], ["hold", "hold"])
        lines = self.env["field.mutation"].search([("state", "=", "hold")])
        self.assertEqual(lines.mapped("payload")[0]["args"], other["args"])

    def test_revisit_park_and_removal(self):
        """S3-32, S3-33, S3-34, S3-52, S2-38: the buttons of the back office."""
        phone = self.mobile
        truck = self.env.ref("field_crm.park_type_agri")
        day = fields.Date.today() + timedelta(days=40)
        phone.do("DR", {"partner": self.client.id, "date": day.isoformat()})
        phone.do("PK", {"partner": self.client.id, "counts": {str(truck.id): 7}})
        phone.do("SP", {"partner": self.prospect.id})
        self.assertEqual(self.client.revisit_date, day)
        self.assertEqual(self.client.park_line_ids.vehicle_count, 7)
        self.assertFalse(self.prospect.active)

    def test_a_merged_client_is_followed(self):
        """S1-18: the phone still names the record that was merged away."""
        other = self.client.copy({"name": "Guérin bis", "ref": "C101"})
        other.write({"active": False, "merged_into_id": self.client.id})
        result = self.mobile.do("VC", {"partner": other.id})
        self.assertEqual(result["state"], "applied", result)
        self.assertEqual(len(self.client.visit_ids), 1)

    def test_a_visit_of_a_client_that_was_lost_waits_for_a_manager(self):
        """A visit took place, whoever the prospect belongs to by now."""
        visit = self.mobile.mutation("VP", {"partner": self.prospect.id})
        self.prospect.sudo().write({"user_id": self.other_rep.id})
        self.env.cr.execute(
            "UPDATE res_partner SET create_uid = %s, prospect_creator_id = %s "
            "WHERE id = %s",
            [self.other_rep.id, self.other_rep.id, self.prospect.id],
        )
        self.env.invalidate_all()
        (result,) = self.mobile.push(visit)["results"]
        self.assertEqual(result["state"], "hold")
        self.assertFalse(self.prospect.visit_ids)
        line = self.env["field.mutation"].search([("uuid", "=", visit["uuid"])])
        self.assertEqual(line.state, "quarantined")
        with self.assert_refused("Only a manager", Exception):
            line.with_user(self.rep).action_apply()
        line.with_user(self.manager).action_apply()
        self.assertEqual(self.prospect.visit_ids.user_id, self.rep)
        self.assertEqual(line.state, "applied")

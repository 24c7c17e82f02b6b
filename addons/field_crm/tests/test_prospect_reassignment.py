from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.prospect import field_reassignment
from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestProspectReassignment(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sector_south = cls.env["field.sector"].create(
            {
                "name": "Rennes Sud",
                "user_ids": [(6, 0, (cls.rep | cls.other_rep).ids)],
            }
        )
        rows = [
            ("A", "35000", cls.rep, cls.sector),
            ("B", "35200", cls.rep, cls.sector_south),
            ("C", "56100", cls.rep, cls.sector_south),
            ("D", "22000", cls.manager, cls.sector_south),
            ("E", False, cls.env["res.users"], cls.env["field.sector"]),
        ]
        cls.prospects = cls.env["res.partner"].create(
            [
                {
                    "name": f"Prospect {name}",
                    "field_status": "prospect",
                    "zip": code,
                    "user_id": user.id,
                    "sector_id": sector.id,
                }
                for name, code, user, sector in rows
            ]
        )
        cls.a, cls.b, cls.c, cls.d, cls.e = cls.prospects
        cls.prospect.user_id = cls.manager

    def _prepare(self, user=None, **values):
        values.setdefault("user_id", self.other_rep.id)
        Reassignment = self.env["field.reassignment"].with_user(user or self.manager)
        reassignment = Reassignment.create(values)
        reassignment.action_preview()
        return reassignment

    def _found(self, **values):
        lines = self._prepare(**values).line_ids
        return "".join(sorted(p.name[-1] for p in lines.partner_id & self.prospects))

    def test_criteria(self):
        """S3-81: sector, postal code, rep, category, agency, last movement, ticked."""
        category = self.env.ref("field_crm.client_category_haulier")
        self.a.category_code_id = category
        self.b.agency_id = self.agency
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET last_movement_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=100), self.c.id],
        )
        self.env.invalidate_all()
        for values, expected in (
            ({"sector_ids": [(4, self.sector_south.id)]}, "BCD"),
            ({"zip_codes": "35"}, "AB"),
            ({"zip_codes": "35000-35199, 56"}, "AC"),
            ({"old_user_ids": [(4, self.rep.id)]}, "ABC"),
            ({"without_rep": True}, "E"),
            ({"old_user_ids": [(4, self.manager.id)], "without_rep": True}, "DE"),
            ({"category_ids": [(4, category.id)]}, "A"),
            ({"agency_ids": [(4, self.agency.id)]}, "B"),
            (
                {"moved_before": fields.Date.today() - timedelta(days=30)},
                "C",
            ),
            ({"partner_ids": [(6, 0, (self.a | self.d).ids)]}, "AD"),
            (
                {"zip_codes": "35, 56", "sector_ids": [(4, self.sector_south.id)]},
                "BC",
            ),
        ):
            with self.subTest(values=values):
                self.assertEqual(self._found(**values), expected)
        with self.assert_refused("Rennes", UserError):
            self._prepare(zip_codes="35, Rennes")
        with self.assert_refused("No prospect", UserError):
            self._prepare(zip_codes="99")

    def test_clients_are_never_moved(self):
        """S3-81: the reps of clients are the ERP's."""
        self.client.zip = "35000"
        lines = self._prepare(zip_codes="35").line_ids
        self.assertNotIn(self.client, lines.partner_id)

    def test_preview_untick_apply(self):
        """S3-81, S3-36: a preview moves nothing; what is unticked stays."""
        with Form(self.env["field.reassignment"].with_user(self.manager)) as form:
            form.zip_codes = "35, 56"
            form.user_id = self.other_rep
        reassignment = form.save()
        reassignment.action_preview()
        self.assertEqual(self.a.user_id, self.rep, "nothing moves yet")
        self.assertEqual(reassignment.selected_count, 3)
        line = reassignment.line_ids.filtered(lambda each: each.partner_id == self.b)
        line.is_selected = False
        reassignment.action_apply()
        self.assertEqual(reassignment.state, "done")
        self.assertEqual(reassignment.moved_count, 2)
        self.assertEqual((self.a | self.c).user_id, self.other_rep)
        self.assertEqual(self.b.user_id, self.rep)
        self.assertTrue(self.a.with_user(self.other_rep).has_access("read"))
        self.assertFalse(self.a.with_user(self.rep).has_access("read"))

    def test_creator_still_sees_and_the_preview_says_so(self):
        """AMB-04: the creator goes on seeing what was reassigned."""
        self.prospect.user_id = self.rep
        reassignment = self._prepare(old_user_ids=[(4, self.rep.id)])
        self.assertEqual(reassignment.creator_count, 1)
        line = reassignment.line_ids.filtered("creator_sees")
        self.assertEqual(line.partner_id, self.prospect)
        reassignment.action_apply()
        self.assertTrue(self.prospect.with_user(self.rep).has_access("write"))
        self.assertTrue(self.prospect.with_user(self.other_rep).has_access("write"))

    def test_reps_of_the_sector_in_turn(self):
        """S3-81: shared out evenly; a sector without rep is left alone."""
        prospects = self.env["res.partner"].create(
            [
                {
                    "name": f"Sud {index}",
                    "field_status": "prospect",
                    "sector_id": self.sector_south.id,
                    "user_id": self.manager.id,
                }
                for index in range(6)
            ]
        )
        reassignment = self._prepare(
            target="sector", partner_ids=[(6, 0, (prospects | self.e).ids)]
        )
        self.assertNotIn(self.e, reassignment.line_ids.partner_id)
        reassignment.action_apply()
        counts = {
            user: len(prospects.filtered(lambda p, u=user: p.user_id == u))
            for user in (self.rep, self.other_rep)
        }
        self.assertEqual(set(counts.values()), {3})

    def test_plans_move_along_and_back(self):
        """S3-81: planned visits and activities go with the prospect, done ones stay."""
        Visit = self.env["field.visit"].with_user(self.rep)
        soon = fields.Datetime.now() + timedelta(days=3)
        planned = Visit.create(
            {"partner_id": self.a.id, "date": soon, "state": "planned"}
        )
        done = Visit.create({"partner_id": self.a.id, "state": "done"})
        activity = self.a.with_user(self.rep).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.rep.id
        )
        reassignment = self._prepare(partner_ids=[(6, 0, self.a.ids)])
        reassignment.action_apply()
        self.env.invalidate_all()
        self.assertEqual(planned.sudo().user_id, self.other_rep)
        self.assertEqual(activity.sudo().user_id, self.other_rep)
        self.assertEqual(done.sudo().user_id, self.rep)
        reassignment.action_undo()
        self.env.invalidate_all()
        self.assertEqual(planned.sudo().user_id, self.rep)
        self.assertEqual(activity.sudo().user_id, self.rep)

    def test_plans_may_stay(self):
        """S3-81: moving the plans is a choice."""
        planned = (
            self.env["field.visit"]
            .with_user(self.rep)
            .create(
                {
                    "partner_id": self.a.id,
                    "date": fields.Datetime.now() + timedelta(days=3),
                    "state": "planned",
                }
            )
        )
        self._prepare(partner_ids=[(6, 0, self.a.ids)], with_plans=False).action_apply()
        self.assertEqual(planned.sudo().user_id, self.rep)

    def test_undo_leaves_what_was_moved_since(self):
        """S3-81: undo puts back what nobody has touched, and says what it left."""
        reassignment = self._prepare(zip_codes="35, 56")
        reassignment.action_apply()
        self.b.user_id = self.manager
        reassignment.action_undo()
        self.assertEqual(reassignment.state, "undone")
        self.assertEqual((self.a | self.c).user_id, self.rep)
        self.assertEqual(self.b.user_id, self.manager)
        self.assertEqual(reassignment.left_count, 1)
        with self.assert_refused("cannot be changed", UserError):
            reassignment.action_undo()

    def test_what_changed_since_the_preview_is_left(self):
        """S3-81: a prospect that got another rep meanwhile is not overwritten."""
        reassignment = self._prepare(zip_codes="35")
        self.a.user_id = self.manager
        reassignment.action_apply()
        self.assertEqual(self.a.user_id, self.manager)
        self.assertEqual(self.b.user_id, self.other_rep)
        self.assertEqual(reassignment.left_count, 1)

    def test_many_go_in_the_background(self):
        """S3-81: chunk after chunk in a work, which keeps each and can be stopped."""
        self.registry_enter_test_mode()
        self.patch(field_reassignment, "_AT_ONCE", 2)
        self.patch(field_reassignment, "_CHUNK", 2)
        reassignment = self._prepare(zip_codes="35, 56, 22")
        with trap_jobs() as trap:
            reassignment.action_apply()
            trap.assert_jobs_count(1)
            self.assertEqual(reassignment.state, "running")
            self.assertEqual(reassignment.moved_count, 0)
            self.env.flush_all()
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        self.assertEqual(reassignment.state, "done")
        self.assertEqual(reassignment.moved_count, 4)
        self.assertEqual(reassignment.work_id.state, "done")

    def test_stopped_half_way(self):
        """S3-81: what was moved until the stop is moved, and can be put back."""
        self.registry_enter_test_mode()
        self.patch(field_reassignment, "_AT_ONCE", 2)
        self.patch(field_reassignment, "_CHUNK", 2)
        reassignment = self._prepare(zip_codes="35, 56, 22")
        with trap_jobs() as trap:
            reassignment.action_apply()
            reassignment.work_id.action_cancel()
            self.env.flush_all()
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        self.assertEqual(reassignment.work_id.state, "cancelled")
        self.assertEqual(reassignment.moved_count, 2)
        reassignment.action_undo()
        self.assertEqual(reassignment.state, "undone")
        self.assertEqual(reassignment.moved_count, 0)

    def test_each_rep_is_told_once(self):
        """S3-81: one notice with the number, however many prospects."""
        self.other_rep.notification_type = "inbox"
        before = self.env["mail.notification"].search_count(
            [("res_partner_id", "=", self.other_rep.partner_id.id)]
        )
        self._prepare(zip_codes="35, 56").action_apply()
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.other_rep.partner_id.id)], order="id"
        )
        self.assertEqual(len(notices) - before, 1)
        self.assertIn("3 prospects", notices[-1].mail_message_id.body)

    def test_only_managers_reassign(self):
        """S3-81: reps and accountants neither prepare, see, apply nor undo."""
        reassignment = self._prepare(zip_codes="35")
        for user in (self.rep, self.accountant, self.colleague, self.portal):
            record = reassignment.with_user(user)
            with self.assertRaises(AccessError):
                record.create({"user_id": user.id})
            with self.assertRaises(AccessError):
                record.action_apply()
            with self.assertRaises(AccessError):
                record.line_ids.read(["partner_id"])
            with self.assertRaises(AccessError):
                self.a.with_user(user).action_reassign()
        self._prepare(self.admin, zip_codes="56").action_apply()
        self.assertEqual(self.c.user_id, self.other_rep)

    def test_log_is_not_edited(self):
        """S3-81: what was moved stays written, lines and all."""
        reassignment = self._prepare(zip_codes="35")
        reassignment.action_apply()
        with self.assertRaises(AccessError):
            reassignment.line_ids[0].write({"old_user_id": self.manager.id})
        with self.assert_refused("kept as the log", UserError):
            reassignment.unlink()
        with self.assert_refused("cannot be changed", UserError):
            reassignment.action_preview()

    def test_from_the_list(self):
        """S3-81: managers tick prospects in the list and reassign them."""
        action = (self.a | self.client).with_user(self.manager).action_reassign()
        self.assertEqual(action["context"]["default_partner_ids"], self.a.ids)
        with self.assert_refused("Only prospects", UserError):
            self.client.with_user(self.manager).action_reassign()

    def test_companies_do_not_mix(self):
        """S0-13: neither prospects nor logs of another company."""
        other = self.env["res.company"].create({"name": "Autre"})
        self.a.company_id = other
        reassignment = self._prepare(zip_codes="35")
        self.assertNotIn(self.a, reassignment.line_ids.partner_id)
        reassignment.sudo().company_id = other
        self.assertFalse(reassignment.with_user(self.manager).has_access("read"))

import random
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged

from odoo.addons.field_crm.tests.common import UNINVITED

from ..engine.sync import Cursor

SEED = 20260501


@tagged("post_install", "-at_install")
class TestSyncCursor(BaseCase):
    """What is written first and committed last is not passed over.

    With real transactions, side by side, as workers and imports have them.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = self._env(cr)
            self.user_id = new_test_user(
                env, "cursor_rep", "field_crm.group_field_rep", context=UNINVITED
            ).id
            self.ids = (
                env["res.partner"]
                .create(
                    [
                        {"name": f"Curseur {n}", "field_status": "client"}
                        for n in range(6)
                    ]
                )
                .ids
            )
        self.addCleanup(self._clean)

    def _env(self, cr, user_id=SUPERUSER_ID):
        return api.Environment(cr, user_id, {"tracking_disable": True})

    def _clean(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            names = env["res.partner"].with_context(active_test=False)
            names.search([("name", "=like", "Curseur%")]).unlink()
            user = env["res.users"].browse(self.user_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()

    def _pull(self, cursor):
        """(cursor, {number: city} changed, numbers gone), in its own transaction."""
        with self.registry.cursor() as cr:
            env = self._env(cr, self.user_id)
            reader = env["field.pull.partner"]
            now = Cursor(env["field.pull"]._get_snapshot())
            if cursor is None:
                sent, gone = set(reader._get_ids()), set()
            else:
                sent, gone = reader._get_delta(cursor)
            mine = env["res.partner"].search(
                [("id", "in", list(sent)), ("name", "=like", "Curseur%")]
            )
            return now, {one.id: one.city for one in mine}, gone

    def test_the_trap(self):
        """S2-08: A writes, B writes and commits, the phone pulls, A commits."""
        first, second = self.ids[:2]
        cursor, _rows, _gone = self._pull(None)
        with self.registry.cursor() as slow, self.registry.cursor() as fast:
            self._env(slow)["res.partner"].browse(first).city = "Lent"
            self._env(slow).flush_all()
            slow_date = self._env(slow)["res.partner"].browse(first).write_date
            self._env(fast)["res.partner"].browse(second).city = "Rapide"
            self._env(fast).flush_all()
            fast.commit()
            cursor, rows, _gone = self._pull(cursor)
            self.assertEqual(rows, {second: "Rapide"})
            slow.commit()
        cursor, rows, _gone = self._pull(cursor)
        self.assertEqual(rows, {first: "Lent"})
        with self.registry.cursor() as cr:
            later = self._env(cr)["res.partner"].browse(second).write_date
        # The trap was there: by its date, the row was older than what the phone had.
        self.assertLessEqual(slow_date, later)
        self.assertEqual(self._pull(cursor)[1], {})

    def test_what_is_rolled_back_is_not_sent(self):
        cursor, _rows, _gone = self._pull(None)
        with self.registry.cursor() as cr:
            self._env(cr)["res.partner"].browse(self.ids[0]).city = "Nulle part"
            self._env(cr).flush_all()
            cr.rollback()
        self.assertEqual(self._pull(cursor)[1], {})

    def test_any_interleaving(self):
        """The phone's view is the database's after each pull, and nothing comes twice.

        Up to four transactions at once write, delete, roll back and commit in any
        order; the phone pulls in between.
        """
        chance = random.Random(SEED)
        cursor, view, _gone = self._pull(None)
        free, running, twice = list(self.ids), {}, 0
        deadline = time.monotonic() + 60
        for step in range(120):
            what = chance.random()
            if what < 0.35 and free and len(running) < 4:
                number = free.pop(chance.randrange(len(free)))
                cr = self.registry.cursor()
                partner = self._env(cr)["res.partner"].browse(number)
                if chance.random() < 0.1 and len(self.ids) > 3:
                    partner.unlink()
                else:
                    partner.city = f"Ville {step}"
                self._env(cr).flush_all()
                running[number] = cr
            elif what < 0.7 and running:
                number = chance.choice(list(running))
                cr = running.pop(number)
                if chance.random() < 0.2:
                    cr.rollback()
                else:
                    cr.commit()  # pylint: disable=invalid-commit
                cr.close()
                free.append(number)
            else:
                cursor, rows, gone = self._pull(cursor)
                twice += sum(view.get(number) == rows[number] for number in rows)
                view.update(rows)
                for number in gone:
                    view.pop(number, None)
                truth = self._pull(None)[1]
                self.assertEqual(view, truth, f"seed {SEED}, step {step}")
            with self.registry.cursor() as cr:
                alive = self._env(cr)["res.partner"].browse(self.ids).exists().ids
            free = [number for number in free if number in alive]
            if time.monotonic() > deadline:
                break
        for cr in running.values():
            cr.rollback()
            cr.close()
        self.assertEqual(twice, 0, f"rows that came twice, seed {SEED}")

    def test_children_touch_their_client(self):
        """Park, opening hours and tags are columns of the client on the phone."""
        number = self.ids[0]
        with self.registry.cursor() as cr:
            env = self._env(cr)
            park_type = env["field.park.type"].search([], limit=1).id
            tag = env["res.partner.category"].create({"name": "Curseur"}).id
        self.addCleanup(self._drop_tag, tag)
        writes = (
            {
                "park_line_ids": [
                    (0, 0, {"park_type_id": park_type, "vehicle_count": 2})
                ]
            },
            {"category_id": [(4, tag)]},
            {
                "opening_hour_ids": [
                    (0, 0, {"dayofweek": "0", "hour_from": 8, "hour_to": 12})
                ]
            },
            {"opening_hour_ids": [(5,)]},
        )
        cursor, _rows, _gone = self._pull(None)
        for values in writes:
            with self.subTest(next(iter(values))):
                with self.registry.cursor() as cr:
                    self._env(cr)["res.partner"].browse(number).write(values)
                cursor, rows, _gone = self._pull(cursor)
                self.assertEqual(list(rows), [number])

    def _drop_tag(self, tag):
        with self.registry.cursor() as cr:
            self._env(cr)["res.partner.category"].browse(tag).unlink()

    def test_noise_is_not_sent(self):
        """What no phone shows does not send a client again."""
        cursor, _rows, _gone = self._pull(None)
        with self.registry.cursor() as cr:
            partner = self._env(cr)["res.partner"].browse(self.ids[0])
            partner.write({"comment": "<p>Pour le bureau</p>", "color": 4})
        self.assertEqual(self._pull(cursor)[1], {})

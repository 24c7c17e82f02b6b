import time

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from odoo.addons.field_crm.models.platform.field_work import WorkCancelled

from ...engine.model import Parameters, ProblemError, Stop
from .reasons import SETTLED
from .tour_problem import MILLIONTHS, TourProblem

_SEED = 1
_SECONDS_BETWEEN_CHECKPOINTS = 8
# What a search that goes on after its server was killed has at least.
_LEAST_SECONDS = 1


class FieldTourSearchMixin(models.AbstractModel):
    """The search for tours, in a job of its own (S0-46).

    Everything is written in one transaction when the search is over and its result has
    been verified: a plan is never half-written. A job that is killed begins again, and
    goes on from the best tours that it had told.
    """

    _name = "field.tour.search.mixin"
    _description = "Search of a tour plan"
    _inherit = "field.worked.mixin"

    def action_compute(self):
        """Search for tours in the background, around what is locked."""
        self._lock("draft", "computed", "sent")
        self._check_ready()
        self.state = "computing"
        self._start_work("_search_tours", self.env._("Tours: %s", self.name), total=100)
        return True

    def _search_around(self, day):
        """Search anew after a disruption, with as few changes as possible.

        :param date day: nothing before it is touched
        """
        self.state = "computing"
        self._start_work(
            "_search_tours",
            self.env._("Tours anew: %s", self.name),
            total=100,
            keep=fields.Date.to_string(day),
        )

    def _search_tours(self, work, keep=None):
        """The job: from the clients selected to tours that are verified.

        :param str keep: day from which on as little as possible is to change
        """
        work._advance(0, note=self.env._("Which visits are due…"))
        keep = fields.Date.to_date(keep)
        if not keep:
            self._refresh_stops()
        stops = self._get_stops_to_place()
        sought = self._make_problem(stops, keep=keep, on_ask=self._tell_ask(work))
        result = self._solve(sought, work)
        self._verify(sought, result)
        self._write_result(sought, result)
        self.change_ids.unlink()
        self.state = "sent" if self.is_sent else "computed"
        self.provider = sought.travel.describe()
        self.travel_problem = sought.travel.describe_problem()
        self._touched()

    def _tell_ask(self, work):
        """What tells that travel times are being asked for."""

        def on_ask(share):
            work._advance(
                0,
                note=self.env._(
                    "Asking for travel times: %(share)s %%", share=round(share * 100)
                ),
            )

        return on_ask

    def _get_stops_to_place(self):
        stops = self.stop_ids.filtered(lambda stop: stop.reason not in SETTLED)
        # What a search finds depends on the order of what it is asked.
        return stops.sorted("id")

    def _make_problem(self, stops, **more):
        try:
            return TourProblem(self, stops, **more)
        except ProblemError as error:
            raise UserError(
                self.env._(
                    "The tours cannot be computed: %(field)s is %(value)s (limit "
                    "%(limit)s).",
                    field=error.field,
                    value=error.value,
                    limit=error.limit,
                )
            ) from error

    def _get_sector_resources(self, partners):
        """Who may visit whom by the sectors: {partner: resources}, None for all."""
        if self.sector_mode == "use":
            by_sector = {
                line.sector_id: line.resource_ids for line in self.sector_line_ids
            }
            return {
                partner: by_sector[partner.sector_id]
                for partner in partners
                if partner.sector_id in by_sector
            }
        if self.sector_mode == "volatile":
            return self._get_volatile_sectors(partners)
        return None

    # ------------------------------------------------------------------
    # Search
    # ------------------------------------------------------------------

    def _solve(self, sought, work):
        """Search until the time is up, or somebody has had enough.

        A search whose server was killed goes on from the best tours that it had told,
        for the time that was left.

        The stop button keeps the best tours so far: that is why being cancelled does
        not end the work here.
        """
        # numba takes a second and 100 MB: only processes that search pay for it.
        from ...engine.search import solve, warm_up

        work._advance(0, note=self.env._("Preparing the search…"))
        # Compiled once on a machine, for most of a minute, and loaded once in a
        # process: neither is taken off the time of the search.
        warm_up()
        known = work.progress_ids.checkpoint or {}
        before = known.get("seconds", 0)
        start = sought.unpack_orders(known["tours"]) if known else sought.get_orders()
        asked, kept = [], [time.monotonic()]

        def on_progress(progress):
            checkpoint = None
            if time.monotonic() - kept[0] > _SECONDS_BETWEEN_CHECKPOINTS:
                kept[0] = time.monotonic()
                checkpoint = {
                    "seconds": before + round(progress.seconds),
                    "tours": sought.pack_orders(progress.best),
                }
            try:
                work._advance(
                    round(progress.share * 100),
                    note=self._describe(progress),
                    checkpoint=checkpoint,
                )
            except WorkCancelled:
                asked.append(True)

        return solve(
            sought.problem,
            Parameters(seed=_SEED),
            Stop(
                seconds=max(_LEAST_SECONDS, self.seconds - before),
                asked=lambda: bool(asked),
            ),
            on_progress,
            start=start,
        )

    def _describe(self, progress):
        cost = formatLang(
            self.env, progress.cost / MILLIONTHS, currency_obj=self.currency_id
        )
        return self.env._(
            "%(placed)s of %(visits)s visits placed, cost %(cost)s",
            placed=progress.placed,
            visits=progress.visits,
            cost=cost,
        )

    def _verify(self, sought, result):
        """Let somebody else look at the tours before anybody sees them.

        :raises UserError: when a hard rule is broken, with the first of the breaches
        """
        from ...engine.check import violations

        wrong = violations(sought.problem, result)
        if wrong:
            raise UserError(
                self.env._(
                    "The tours found break %(count)s rules and were thrown away, for "
                    "example: %(example)s. The plan is as it was.",
                    count=len(wrong),
                    example=wrong[0],
                )
            )

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    def _write_result(self, sought, result, stops=None):
        """Write the tours found, and why others are left out."""
        tours = self._write_tours(sought, result)
        placed = set()
        for tour in result.tours:
            record = tours[sought.shifts[tour.shift][0], sought.shifts[tour.shift][1]]
            for order, made in enumerate(tour.stops, start=1):
                stop = sought.stops[made.visit]
                placed.add(stop.id)
                stop.write(self._stop_values(sought, record, order, made))
        for left in result.left_out:
            stop = sought.stops[left.visit]
            placed.add(stop.id)
            self._leave_out(stop, self._translate_reason(stop, left.reason))
        self._drop_empty_tours()

    def _write_tours(self, sought, result):
        """Records of the tours found: {(resource, day): field.tour}."""
        known = {(tour.resource_id, tour.date): tour for tour in self.tour_ids}
        to_create = []
        for tour in result.tours:
            resource, day, last = sought.shifts[tour.shift]
            values = self._tour_values(sought, tour, last)
            if (resource, day) in known:
                known[resource, day].write(values)
            else:
                to_create.append(
                    {
                        "plan_id": self.id,
                        "resource_id": resource.id,
                        "date": day,
                        **values,
                    }
                )
        for tour in self.env["field.tour"].create(to_create):
            known[tour.resource_id, tour.date] = tour
        return known

    @staticmethod
    def _stop_values(sought, tour, order, made):
        return {
            "tour_id": tour.id,
            "sequence": order,
            "arrives_on": sought.to_utc(made.arrives),
            "begins_on": sought.to_utc(made.begins),
            "leaves_on": sought.to_utc(made.leaves),
            "km": made.metres / 1000,
            "drive_minutes": round(made.seconds / 60),
            "reason": False,
        }

    def _tour_values(self, sought, tour, last_day, problems=False):
        shift = sought.problem.shifts[tour.shift]
        cost = tour.metres * shift.cost_per_metre + tour.seconds * shift.cost_per_second
        return {
            "date_to": last_day,
            "leaves_on": sought.to_utc(tour.leaves),
            "arrives_on": sought.to_utc(tour.arrives),
            "km": tour.metres / 1000,
            "drive_hours": tour.seconds / 3600,
            "visit_hours": sum(made.leaves - made.begins for made in tour.stops) / 3600,
            "cost": cost / MILLIONTHS,
            "problems": problems,
        }

    @staticmethod
    def _leave_out(stops, reason):
        stops.write(
            {
                "tour_id": False,
                "sequence": 0,
                "arrives_on": False,
                "begins_on": False,
                "leaves_on": False,
                "km": 0,
                "drive_minutes": 0,
                "is_locked": False,
                "reason": reason,
            }
        )

    @staticmethod
    def _translate_reason(stop, reason):
        # For the engine only the price differs; for people, who is not optional has
        # been left out for want of time.
        is_dear = reason.value == "not_worth" and stop.importance != "optional"
        return "no_room" if is_dear else reason.value

    def _drop_empty_tours(self):
        self.env.flush_all()
        self.tour_ids.invalidate_recordset(["stop_ids", "stop_count"])
        self.tour_ids.filtered(
            lambda tour: not tour.stop_count and not tour.is_locked
        ).unlink()

    def _on_work_ended(self, work):
        """Failed or stopped before anything was found: the plan is as it was."""
        for plan in self.filtered(lambda each: each.state == "computing"):
            plan.state = (
                "sent" if plan.is_sent else "computed" if plan.tour_ids else "draft"
            )

    def action_stop(self):
        """Have enough of the search: the best tours so far are kept."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().work_id.progress_ids.is_cancelled = True
        return True

    def action_back_to_parameters(self):
        """Change the parameters; the tours stay until the next search."""
        self._lock("computed")
        self.state = "draft"

    def _get_volatile_sectors(self, partners):
        """Sectors for this plan only (S0-49): {partner: resources}; see ``sector``."""
        return {}

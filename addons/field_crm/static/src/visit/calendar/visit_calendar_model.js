import {_t} from "@web/core/l10n/translation";
import {CalendarModel} from "@web/views/calendar/calendar_model";

// When a visit begins for which only the day was chosen.
const FIRST_HOUR = 9;
const OPEN_STATES = ["to_plan", "planned", "in_progress", "paused"];

/** Visits of the calendar, of all reps or of the one that is chosen (S3-60). */
export class VisitCalendarModel extends CalendarModel {
    setup() {
        super.setup(...arguments);
        this.reps = [];
        this.repId = false;
    }

    async load() {
        if (!this.repsLoaded) {
            this.repsLoaded = this.orm
                .call(this.resModel, "get_calendar_reps", [])
                .then((reps) => (this.reps = reps));
        }
        await this.repsLoaded;
        return super.load(...arguments);
    }

    chooseRep(repId) {
        this.repId = repId;
        return this.load();
    }

    computeDomain() {
        const domain = super.computeDomain(...arguments);
        return this.repId ? [...domain, ["user_id", "=", this.repId]] : domain;
    }

    getAllDayDates(start) {
        const begin = start.set({hours: FIRST_HOUR});
        return [begin, begin.plus({hours: 1})];
    }

    makeContextDefaults() {
        const context = super.makeContextDefaults(...arguments);
        context.default_state = "planned";
        if (["month", "year"].includes(this.meta.scale)) {
            // A day says nothing of the duration: the type of mission proposes one.
            delete context.default_duration;
        }
        if (this.repId) {
            context.default_user_id = this.repId;
        }
        return context;
    }

    /**
     * Whether a visit may be moved: what took place stays where it is, and the others
     * move for those who may write them.
     */
    canMove({rawRecord}) {
        return rawRecord.can_edit && OPEN_STATES.includes(rawRecord.state);
    }

    /**
     * Move a visit, and say so when the doors are closed then (S4-12).
     *
     * @override
     */
    async updateRecord({id}) {
        try {
            await super.updateRecord(...arguments);
        } catch (error) {
            // What the server refused goes back to where it was.
            await this.load();
            throw error;
        }
        const [visit] = await this.orm.read(this.resModel, [id], ["opening_problem"]);
        if (visit?.opening_problem) {
            this.notification.add(visit.opening_problem, {
                type: "warning",
                title: _t("Outside the opening hours"),
                sticky: true,
            });
        }
    }

    normalizeRecord(rawRecord) {
        const record = super.normalizeRecord(rawRecord);
        return {
            ...record,
            title: rawRecord.partner_id[1],
            isHatched: OPEN_STATES.includes(rawRecord.state),
            isStriked: rawRecord.state === "cancelled",
        };
    }
}

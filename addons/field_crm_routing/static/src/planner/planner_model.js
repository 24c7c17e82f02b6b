import {Mutex} from "@web/core/utils/concurrency";
import {markRaw, reactive} from "@odoo/owl";

import {dayOf, fits, minuteFrom, minuteOf} from "./planner_time";

const MODEL = "field.tour.plan";
const ROADS_AT_ONCE = 10;

/** A plan as the screen shows it, and its changes, one after the other. */
export class PlannerModel {
    constructor(orm, planId) {
        this.orm = markRaw(orm);
        this.planId = planId;
        this.mutex = markRaw(new Mutex());
        this.done = [];
        this.undone = [];
        this.openedWith = null;
        this.searchedFrom = null;
        this.roads = {};
        this.comparison = null;
        return reactive(this);
    }

    async load() {
        const [data, hours] = await Promise.all([
            this.orm.call(MODEL, "get_planner_data", [[this.planId]]),
            this.orm.call(MODEL, "get_planner_hours", [[this.planId]]),
        ]);
        this.plan = data.plan;
        this.resources = data.resources;
        this.reasons = data.reasons;
        this.hours = hours;
        this.tours = Object.fromEntries(data.tours.map((tour) => [tour.id, tour]));
        this.stops = Object.fromEntries(data.stops.map((stop) => [stop.id, stop]));
        this.openedWith ||= {...data.plan};
    }

    // ------------------------------------------------------------------
    // Reading
    // ------------------------------------------------------------------

    get mayChange() {
        return ["computed", "sent"].includes(this.plan.state);
    }

    get canRedo() {
        return this.undone.length > 0;
    }

    get leftOut() {
        return Object.values(this.stops).filter((stop) => !stop.tour_id);
    }

    /** Stops left out, by reason, the most frequent one first. */
    get leftOutByReason() {
        const groups = {};
        for (const stop of this.leftOut) {
            (groups[stop.reason] ||= []).push(stop);
        }
        return Object.entries(groups)
            .map(([reason, stops]) => ({
                reason,
                label: this.reasons[reason] || reason,
                stops,
            }))
            .sort((one, other) => other.stops.length - one.stops.length);
    }

    resource(id) {
        return this.resources.find((each) => each.id === id);
    }

    stopsOf(tour) {
        return tour.stops.map((id) => this.stops[id]);
    }

    /** The tour of a resource on a day, also within a trip of several days. */
    tourOn(resourceId, day) {
        return Object.values(this.tours).find(
            (tour) =>
                tour.resource_id === resourceId &&
                tour.date <= day &&
                day <= tour.date_to,
        );
    }

    workOn(resourceId, day) {
        return this.hours.work[resourceId]?.[day] || [];
    }

    /** Spans in which a client is open on a day; null for at any time. */
    openOn(stop, day) {
        const number = this.hours.opening_of[stop.partner_id];
        return number === undefined ? null : this.hours.openings[number][day] || [];
    }

    /** Whether the client is closed during the visit, or the rep off duty. */
    isWrong(stop) {
        const tour = this.tours[stop.tour_id];
        if (!tour || !stop.begins) {
            return Boolean(tour);
        }
        const day = dayOf(stop.begins);
        const begins = minuteOf(stop.begins);
        const ends = minuteFrom(day, stop.leaves);
        const open = this.openOn(stop, day);
        const isLate = stop.deadline && stop.begins > stop.deadline;
        const isAtWork = fits(this.workOn(tour.resource_id, day), begins, ends);
        return Boolean(isLate || !isAtWork || (open && !fits(open, begins, ends)));
    }

    /**
     * Ask for the roads of some tours that are not known as they are now.
     *
     * They are kept by what they lead through: a tour that changes is a straight line
     * until its new road has come.
     */
    async loadRoads(tours) {
        const missing = tours.filter((tour) => !(this.roadKey(tour) in this.roads));
        for (let first = 0; first < missing.length; first += ROADS_AT_ONCE) {
            const some = missing.slice(first, first + ROADS_AT_ONCE);
            const keys = some.map((tour) => [tour.id, this.roadKey(tour)]);
            const found = await this.orm.silent.call(MODEL, "get_roads", [
                [this.planId],
                some.map(({id}) => id),
            ]);
            this.roads = {
                ...this.roads,
                ...Object.fromEntries(
                    keys.map(([id, key]) => [key, found[id] || null]),
                ),
            };
        }
    }

    roadKey({id, stops}) {
        return `${id}:${stops.join()}`;
    }

    /** Points of the road of a tour; null while, or where, none is known. */
    roadOf(tour) {
        return this.roads[this.roadKey(tour)] || null;
    }

    // ------------------------------------------------------------------
    // Changing
    // ------------------------------------------------------------------

    /** Where a stop is, as `moveStop` takes it. */
    spotOf(stop) {
        const tour = this.tours[stop.tour_id];
        if (!tour) {
            return {resourceId: false, day: false, position: 0};
        }
        const position = tour.stops.indexOf(stop.id);
        return {resourceId: tour.resource_id, day: tour.date, position};
    }

    /** Put a stop into a tour, or out of its tour without a resource. */
    async moveStop(stopId, spot) {
        await this._move(stopId, spot);
        this.done.push({stopId, spot});
        this.undone = [];
    }

    async undo() {
        await this._change("undo", []);
        const change = this.done.pop();
        if (change) {
            this.undone.push(change);
        }
    }

    async redo() {
        const change = this.undone.at(-1);
        if (change) {
            await this._move(change.stopId, change.spot);
            this.undone.pop();
            this.done.push(change);
        }
    }

    /** The client does not want to be visited: no search places the visit again. */
    async cancelStop(stopId) {
        await this._change("cancel_stop", [stopId]);
        this.forgetChanges();
    }

    setLocked(tourIds, stopIds, locked) {
        return this._change("set_locked", [tourIds, stopIds, locked]);
    }

    /** Search again, around what is locked; the figures of today stay for comparison. */
    async searchAgain() {
        this.searchedFrom = {...this.plan};
        this.forgetChanges();
        await this.orm.call(MODEL, "action_compute", [[this.planId]]);
        await this.load();
    }

    /** Compare with another plan; none for 0. */
    async compareWith(planId) {
        this.comparison = planId
            ? await this.orm.call(MODEL, "compare", [[this.planId], planId])
            : null;
    }

    /** The plan may be at work after a dialog, on other tours than before. */
    async reload() {
        this.forgetChanges();
        await this.load();
    }

    forgetChanges() {
        this.done = [];
        this.undone = [];
    }

    _move(stopId, {resourceId, day, position}) {
        return this._change("move_stop", [stopId, resourceId, day, position]);
    }

    /** One change at a time, each made on what the one before has left. */
    _change(method, args) {
        return this.mutex.exec(async () => {
            let change = null;
            try {
                change = await this.orm.silent.call(
                    MODEL,
                    method,
                    [[this.planId], ...args],
                    {version: this.plan.version},
                );
            } catch (error) {
                // Refused: somebody else may have been quicker.
                this.forgetChanges();
                await this.load();
                throw error;
            }
            this._take(change);
        });
    }

    _take({plan, tours, stops, gone}) {
        this.plan = plan;
        for (const id of gone) {
            delete this.tours[id];
        }
        for (const tour of tours) {
            this.tours[tour.id] = tour;
        }
        for (const stop of stops) {
            this.stops[stop.id] = stop;
        }
    }
}

import {ColourBook} from "@field_crm/map/map_colours";

import {dayOf, frameOf, minuteFrom} from "./planner_time";

const book = new ColourBook();

/**
 * The lines of the timeline: one for each rep and day that works or has a tour.
 *
 * Reps have a colour each; of one rep alone each day has one.
 *
 * @param {Object} planner
 * @param {String} day "" for all
 * @param {Number} resourceId 0 for all
 * @param {Function} formatDay
 */
export function rowsOf(planner, day, resourceId, formatDay) {
    const days = planner.hours.days.filter((each) => !day || each === day);
    const resources = planner.resources.filter(
        ({id}) => !resourceId || id === resourceId,
    );
    const byDay = resources.length === 1;
    const keys = byDay ? planner.hours.days : planner.resources.map(({id}) => id);
    const colours = book.choose(
        byDay ? "day" : "rep",
        keys.map((key) => ({key})),
    );
    const colourOf = Object.fromEntries(
        keys.map((key, place) => [key, colours[place]]),
    );
    return days.flatMap((each) =>
        resources
            .map((resource) => rowOf(planner, resource, each, formatDay))
            .filter(({tour, work}) => tour || work.length)
            .map((row) => ({
                ...row,
                colour: colourOf[byDay ? row.day : row.resourceId],
            })),
    );
}

function rowOf(planner, resource, day, formatDay) {
    const tour = planner.tourOn(resource.id, day);
    return {
        key: `${resource.id}|${day}`,
        resourceId: resource.id,
        day,
        name: resource.name,
        dayLabel: formatDay(day),
        tour,
        stops: tour
            ? planner.stopsOf(tour).filter((stop) => isOn(tour, stop, day))
            : [],
        work: planner.workOn(resource.id, day),
        problems: tour?.date === day ? tour.problems : [],
    };
}

/** Whether a stop is shown on a day of its tour: each one is, on one day. */
function isOn({date, date_to: last}, {begins}, day) {
    const own = begins ? dayOf(begins) : date;
    const shown = own < date ? date : own > last ? last : own;
    return shown === day;
}

/** Whether a stop has hours on the day of its line: without working hours it has none. */
export function isTimed(day, {begins}) {
    return Boolean(begins) && dayOf(begins) >= day;
}

/** The hours that all lines have in common. */
export function frameOfRows(rows) {
    return frameOf(
        rows.flatMap(({work, day, stops}) => [
            ...work,
            ...stops
                .filter((stop) => isTimed(day, stop))
                .map(({arrives, begins, leaves}) => [
                    // Who arrives in the evening begins in the morning.
                    minuteFrom(day, dayOf(arrives) < day ? begins : arrives),
                    minuteFrom(day, leaves),
                ]),
        ]),
    );
}

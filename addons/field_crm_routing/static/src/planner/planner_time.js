/** Times of a plan: texts as « 2026-11-23 08:30 », minutes since the midnight of a day. */

const MIDNIGHT = 1440;
const EARLIEST = 7 * 60;
const LATEST = 19 * 60;

export function dayOf(moment) {
    return moment.slice(0, 10);
}

/** Minutes since the midnight of the moment's own day. */
export function minuteOf(moment) {
    return 60 * Number(moment.slice(11, 13)) + Number(moment.slice(14, 16));
}

/** Minutes since the midnight of a day, also of moments before and after it. */
export function minuteFrom(day, moment) {
    const days = (Date.parse(dayOf(moment)) - Date.parse(day)) / 86400000;
    return Math.round(days) * MIDNIGHT + minuteOf(moment);
}

/** The clock as the French tell it: 8h05. */
export function clock(minute) {
    const rest = Math.round(minute) % MIDNIGHT;
    return `${Math.floor(rest / 60)}h${String(rest % 60).padStart(2, "0")}`;
}

/** Hours as 3h30. */
export function span(hours) {
    const minutes = Math.round(hours * 60);
    return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, "0")}`;
}

/**
 * First and last minute that the timeline shows: whole hours, with all that happens.
 *
 * @param {Array[]} spans [begins, ends] in minutes
 */
export function frameOf(spans) {
    const begins = Math.min(EARLIEST, ...spans.map(([start]) => start));
    const ends = Math.max(LATEST, ...spans.map(([, end]) => end));
    return [
        60 * Math.floor(Math.max(0, begins) / 60),
        60 * Math.ceil(Math.min(MIDNIGHT, ends) / 60),
    ];
}

/** Place and width of a span within the frame, in percent; null outside of it. */
export function placeIn([first, last], begins, ends) {
    const start = Math.max(first, begins);
    const end = Math.min(last, ends);
    if (end <= start) {
        return null;
    }
    const scale = 100 / (last - first);
    return {left: (start - first) * scale, width: (end - start) * scale};
}

/**
 * Where a stop goes that is dropped at a time: before the first one that begins later.
 *
 * @param {Object[]} stops of the tour in their order
 * @param {Number} movedId of the stop that is dropped, which may be one of them
 * @param {Function} minute of a stop's beginning
 * @param {Number} dropped minute
 */
export function positionAt(stops, movedId, minute, dropped) {
    const others = stops.filter(({id}) => id !== movedId);
    const later = others.findIndex((stop) => minute(stop) >= dropped);
    return later < 0 ? others.length : later;
}

/** Whether a visit fits into one of the spans. */
export function fits(spans, begins, ends) {
    return spans.some(([opens, closes]) => opens <= begins && ends <= closes);
}

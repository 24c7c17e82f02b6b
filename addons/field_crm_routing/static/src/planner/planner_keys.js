/**
 * What a key does with a stop on the timeline.
 *
 * Alt and an arrow move it: left and right within its tour, up and down to the line
 * above and below, as late there as it was.
 *
 * @returns {Object|null} {spot} to move it to, or {call}: askWhere, lockStop, takeOut
 */
export function keyActionOf(ev, planner, rows, stop) {
    if (ev.ctrlKey || ev.metaKey) {
        return null;
    }
    const call = {m: "askWhere", l: "lockStop", Delete: "takeOut"}[ev.key];
    if (call) {
        return {call};
    }
    if (!ev.altKey) {
        return null;
    }
    const spot = {
        ArrowLeft: () => beside(planner, stop, -1),
        ArrowRight: () => beside(planner, stop, 1),
        ArrowUp: () => onLine(planner, rows, stop, -1),
        ArrowDown: () => onLine(planner, rows, stop, 1),
    }[ev.key]?.();
    return spot ? {spot} : null;
}

function beside(planner, stop, step) {
    const spot = planner.spotOf(stop);
    const {length} = planner.tours[stop.tour_id].stops;
    const position = spot.position + step;
    return position >= 0 && position < length ? {...spot, position} : null;
}

function onLine(planner, rows, stop, step) {
    const place = rows.findIndex(({stops}) => stops.some(({id}) => id === stop.id));
    const row = rows[place + step];
    if (place < 0 || !row) {
        return null;
    }
    const clockOf = ({begins}) => (begins || "").slice(11);
    const earlier = row.stops.filter((each) => clockOf(each) < clockOf(stop));
    return {
        resourceId: row.resourceId,
        day: row.day,
        position: earlier.length,
    };
}

const EARTH_M = 6371008.8;
const RADIAN = Math.PI / 180;
const DEGREE_M = EARTH_M * RADIAN;

/** Metres between two places on the globe, by the great circle.
 *
 * @param {{latitude: number, longitude: number}} one degrees
 * @param {{latitude: number, longitude: number}} other degrees
 * @returns {number}
 */
export function metresBetween(one, other) {
    const north = Math.sin(((other.latitude - one.latitude) * RADIAN) / 2);
    const east = Math.sin(((other.longitude - one.longitude) * RADIAN) / 2);
    const square =
        north * north +
        Math.cos(one.latitude * RADIAN) *
            Math.cos(other.latitude * RADIAN) *
            east *
            east;
    return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(square)));
}

/** Metres from north to south: two places are never nearer than that. */
export function metresNorth(one, other) {
    return Math.abs(one.latitude - other.latitude) * DEGREE_M;
}

/** Whether a row has been located. A place at 0, 0 is in the sea: none of our clients. */
export function isPlaced(row) {
    return Boolean(row.latitude || row.longitude);
}

/** Whether a visit may begin here.
 *
 * The error of the measure counts for the rep, but not beyond the allowed distance
 * itself: a phone that knows nothing is not at the client's.
 *
 * @param {{latitude, longitude, accuracy?}} here accuracy in metres
 * @param {{latitude, longitude}} place
 * @param {number} allowed metres, 0 for no limit
 * @returns {{distance: number, isNear: boolean}}
 */
export function checkIn(here, place, allowed) {
    const distance = metresBetween(here, place);
    const doubt = Math.min(here.accuracy || 0, allowed);
    return {distance, isNear: !allowed || distance - doubt <= allowed};
}

/**
 * How far somebody is from a client's ground: a circle, or a polygon (AMB-12), as on the
 * server (engine/geofence): the earth around the rep is taken for flat, with the lengths
 * of a degree on the WGS 84 ellipsoid.
 */

const SEMI_MAJOR_AXIS = 6378137;
const ECCENTRICITY_SQUARED = 0.00669437999014;
const RADIAN = Math.PI / 180;

/** Metres of one degree of latitude and of one of longitude. */
function metresPerDegree(latitude) {
    const sine = Math.sin(latitude * RADIAN);
    const flattening = 1 - ECCENTRICITY_SQUARED * sine * sine;
    const primeVertical = SEMI_MAJOR_AXIS / Math.sqrt(flattening);
    const meridian = (primeVertical * (1 - ECCENTRICITY_SQUARED)) / flattening;
    return {
        north: meridian * RADIAN,
        east: primeVertical * Math.cos(latitude * RADIAN) * RADIAN,
    };
}

/** A place as metres to the east and to the north of the origin. */
function flatten(origin, [longitude, latitude]) {
    const {north, east} = metresPerDegree((origin.latitude + latitude) / 2);
    return [
        (longitude - origin.longitude) * east,
        (latitude - origin.latitude) * north,
    ];
}

/** Metres from the origin to the nearest point between two corners. */
function toEdge([ax, ay], [bx, by]) {
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    const share = square ? -(ax * dx + ay * dy) / square : 0;
    const kept = Math.min(1, Math.max(0, share));
    return Math.hypot(ax + kept * dx, ay + kept * dy);
}

/** Whether a ray from the origin to the east crosses an odd number of edges. */
function surrounds(corners) {
    return corners.reduce((inside, [ax, ay], index) => {
        const [bx, by] = corners[(index + 1) % corners.length];
        const crosses = ay > 0 !== by > 0 && ax - (ay * (bx - ax)) / (by - ay) > 0;
        return crosses ? !inside : inside;
    }, false);
}

/**
 * @param {{latitude: number, longitude: number}} position degrees
 * @param {Object} ground
 * @param {{latitude: number, longitude: number}} ground.centre
 * @param {number} ground.radius metres
 * @param {{coordinates: number[][][]}|null} ground.polygon GeoJSON; stands before the
 *     circle
 * @returns {number} metres to the edge, 0 inside
 */
export function groundDistance(position, {centre, radius, polygon}) {
    if (!polygon) {
        const place = [centre.longitude, centre.latitude];
        return Math.max(0, Math.hypot(...flatten(position, place)) - radius);
    }
    const corners = polygon.coordinates[0].map((place) => flatten(position, place));
    if (surrounds(corners)) {
        return 0;
    }
    return Math.min(
        ...corners.map((corner, index) =>
            toEdge(corner, corners[(index + 1) % corners.length]),
        ),
    );
}

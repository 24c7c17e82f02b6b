/** Zones drawn on the map, without a map: corners are [latitude, longitude]. */

const DECIMALS = 5;

/**
 * A line with fewer corners, none of which was farther than `tolerance` from it.
 *
 * @param {Object[]} points {x, y}
 * @param {Number} tolerance
 * @returns {Number[]} places of the points that are kept
 */
export function simplifyLine(points, tolerance) {
    const kept = new Set([0, points.length - 1]);
    const parts = [[0, points.length - 1]];
    while (parts.length) {
        const [start, end] = parts.pop();
        let farthest = -1;
        let most = tolerance;
        for (let place = start + 1; place < end; place++) {
            const away = distanceToSegment(points[place], points[start], points[end]);
            if (away > most) {
                most = away;
                farthest = place;
            }
        }
        if (farthest > 0) {
            kept.add(farthest);
            parts.push([start, farthest], [farthest, end]);
        }
    }
    return [...kept].sort((one, other) => one - other);
}

function distanceToSegment(point, start, end) {
    const dx = end.x - start.x;
    const dy = end.y - start.y;
    const length = dx * dx + dy * dy;
    const along = (point.x - start.x) * dx + (point.y - start.y) * dy;
    const share = length ? Math.min(1, Math.max(0, along / length)) : 0;
    return Math.hypot(point.x - start.x - share * dx, point.y - start.y - share * dy);
}

/**
 * The text of a GeoJSON polygon.
 *
 * The Earth is counted once: a map that has been dragged around it is turned back.
 */
export function writeZone(corners) {
    const west = Math.min(...corners.map(([, longitude]) => longitude));
    const turns = Math.floor((west + 180) / 360) * 360;
    const ring = corners.map(([latitude, longitude]) => [
        Number((longitude - turns).toFixed(DECIMALS)),
        Number(Math.min(90, Math.max(-90, latitude)).toFixed(DECIMALS)),
    ]);
    return JSON.stringify({type: "Polygon", coordinates: [[...ring, ring[0]]]});
}

/** Corners of such a text. */
export function readZone(text) {
    const ring = JSON.parse(text).coordinates[0];
    return ring.slice(0, -1).map(([longitude, latitude]) => [latitude, longitude]);
}

/** Corners of a rectangle between two opposite corners. */
export function rectangle([south, west], [north, east]) {
    return [
        [south, west],
        [south, east],
        [north, east],
        [north, west],
    ];
}

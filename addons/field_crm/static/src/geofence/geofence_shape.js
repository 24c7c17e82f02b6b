/**
 * What a geofence is made of, without a map: corners are [latitude, longitude], as
 * Leaflet has them; GeoJSON has them the other way round.
 */

const DECIMALS = 7;

function round(degrees) {
    return Number(degrees.toFixed(DECIMALS));
}

function isSame(corner, other) {
    return corner[0] === other[0] && corner[1] === other[1];
}

/** Corners of a GeoJSON polygon, the last not repeating the first; none for anything else. */
export function readCorners(geojson) {
    const ring = (geojson?.type === "Polygon" && geojson.coordinates?.[0]) || [];
    return ring.slice(0, -1).map(([longitude, latitude]) => [latitude, longitude]);
}

/** GeoJSON polygon of corners, its ring closed; corners on the spot of the one before go. */
export function writePolygon(corners) {
    const rounded = corners.map((corner) => corner.map(round));
    const ring = rounded
        .filter((corner, index) => !index || !isSame(corner, rounded[index - 1]))
        .map(([latitude, longitude]) => [longitude, latitude]);
    return {type: "Polygon", coordinates: [[...ring, ring[0]]]};
}

/** Corners of the rectangle that two opposite corners span. */
export function spanSquare([south, west], [north, east]) {
    return [
        [south, west],
        [south, east],
        [north, east],
        [north, west],
    ];
}

/** Corners with one more between `index` and the next. */
export function insertCorner(corners, index) {
    const start = corners[index];
    const end = corners[(index + 1) % corners.length];
    const middle = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    return corners.toSpliced(index + 1, 0, middle);
}

/** Corners without one; three are the least. */
export function removeCorner(corners, index) {
    return corners.length > 3 ? corners.toSpliced(index, 1) : corners;
}

/** Whole metres between the bounds. */
export function boundRadius(metres, low, high) {
    return Math.min(high, Math.max(low, Math.round(metres)));
}

/** A polygon or a square while it is being drawn. */
export class Draft {
    /** @param {"polygon"|"square"} tool */
    constructor(tool) {
        this.tool = tool;
        this.corners = [];
    }

    /** Add a corner; the second one finishes a square. Returns whether it is finished. */
    add(corner) {
        const last = this.corners.at(-1);
        if (!last || !isSame(last, corner)) {
            this.corners.push(corner);
        }
        return this.tool === "square" && this.isComplete;
    }

    removeLast() {
        this.corners.pop();
    }

    get isComplete() {
        return this.corners.length >= (this.tool === "square" ? 2 : 3);
    }

    /** Outline so far, with the pointer as the next corner. */
    outline(pointer) {
        const corners = pointer ? [...this.corners, pointer] : this.corners;
        return this.tool === "square" && corners.length > 1
            ? spanSquare(corners[0], corners[1])
            : corners;
    }
}

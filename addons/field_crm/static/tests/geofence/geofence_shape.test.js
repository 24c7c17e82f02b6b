import {describe, expect, test} from "@odoo/hoot";

import {
    Draft,
    boundRadius,
    insertCorner,
    readCorners,
    removeCorner,
    spanSquare,
    writePolygon,
} from "@field_crm/geofence/geofence_shape";

describe.current.tags("headless");

const TRIANGLE = [
    [48.1, -1.7],
    [48.1, -1.6],
    [48.2, -1.6],
];

test("S4-06: a polygon is read as it was written", () => {
    const geojson = writePolygon(TRIANGLE);
    expect(geojson.coordinates[0][0]).toEqual([-1.7, 48.1]);
    expect(geojson.coordinates[0].at(-1)).toEqual([-1.7, 48.1]);
    expect(readCorners(geojson)).toEqual(TRIANGLE);
});

test("S4-06: what is no polygon has no corners", () => {
    for (const junk of [false, null, {}, {type: "Point", coordinates: [1, 2]}]) {
        expect(readCorners(junk)).toEqual([]);
    }
    expect(readCorners({type: "Polygon"})).toEqual([]);
});

test("S4-06: corners are kept to the centimetre, and once", () => {
    const [first] = TRIANGLE;
    const geojson = writePolygon([first, [48.10000000001, -1.7], ...TRIANGLE.slice(1)]);
    expect(readCorners(geojson)).toEqual(TRIANGLE);
});

test("S4-06: a polygon is complete with three corners", () => {
    const draft = new Draft("polygon");
    for (const corner of [...TRIANGLE, TRIANGLE[2]]) {
        expect(draft.add(corner)).toBe(false);
    }
    expect(draft.isComplete).toBe(true);
    expect(draft.outline()).toEqual(TRIANGLE);
    expect(draft.outline([0, 0])).toEqual([...TRIANGLE, [0, 0]]);
    draft.removeLast();
    expect(draft.isComplete).toBe(false);
});

test("S4-06: a square takes two clicks", () => {
    const draft = new Draft("square");
    expect(draft.add([48.1, -1.7])).toBe(false);
    expect(draft.outline([48.2, -1.6])).toHaveLength(4);
    expect(draft.add([48.1, -1.7])).toBe(false);
    expect(draft.add([48.2, -1.6])).toBe(true);
    expect(draft.outline()).toEqual(spanSquare([48.1, -1.7], [48.2, -1.6]));
});

test("S4-06: corners are added between two and taken away down to three", () => {
    const four = insertCorner(TRIANGLE, 2);
    expect(four).toHaveLength(4);
    expect(four[3][0]).toBeWithin(48.1, 48.2);
    expect(removeCorner(four, 3)).toEqual(TRIANGLE);
    expect(removeCorner(TRIANGLE, 0)).toEqual(TRIANGLE);
});

test("S4-05: a radius stays within its bounds", () => {
    expect(boundRadius(1.2, 5, 5000)).toBe(5);
    expect(boundRadius(20.4, 5, 5000)).toBe(20);
    expect(boundRadius(9999, 5, 5000)).toBe(5000);
});

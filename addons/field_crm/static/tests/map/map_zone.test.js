import {describe, expect, test} from "@odoo/hoot";

import {
    ColourBook,
    clusterSize,
    mixColours,
    ringArcs,
    shortCount,
} from "@field_crm/map/map_colours";
import {readZone, rectangle, simplifyLine, writeZone} from "@field_crm/map/map_zone";

describe.current.tags("headless");

test("a straight line needs its ends only", () => {
    const line = [0, 1, 2, 3, 4].map((x) => ({x, y: 0.1 * (x % 2)}));
    expect(simplifyLine(line, 0.5)).toEqual([0, 4]);
    line[2].y = 3;
    expect(simplifyLine(line, 0.5)).toEqual([0, 1, 2, 3, 4]);
});

test("a lasso of thousands of points stays drawable", () => {
    const circle = Array.from({length: 20000}, (_each, step) => ({
        x: 300 * Math.cos(step / 3183),
        y: 300 * Math.sin(step / 3183),
    }));
    const kept = simplifyLine(circle, 2);
    expect(kept.length).toBeLessThan(100);
    expect(kept.length).toBeGreaterThan(8);
});

test("a zone is written and read", () => {
    const corners = rectangle([48, -2], [49, -1]);
    expect(readZone(writeZone(corners))).toEqual(corners);
});

test("a map that has been dragged around the Earth is turned back", () => {
    const turned = rectangle([48, 358], [49, 359]);
    expect(readZone(writeZone(turned))).toEqual(rectangle([48, -2], [49, -1]));
    const acrossTheDateLine = rectangle([-18, 179], [-17, 181]);
    expect(readZone(writeZone(acrossTheDateLine))).toEqual(acrossTheDateLine);
});

test("entries keep their colours while others come and go", () => {
    const book = new ColourBook();
    const [first, second, nothing] = book.choose("sector_id", [
        {key: 1},
        {key: 2},
        {key: false},
    ]);
    expect(first).not.toBe(second);
    expect(book.choose("sector_id", [{key: 2}, {key: 3}])[0]).toBe(second);
    expect(book.choose("field_status", [{key: false}])).toEqual([nothing]);
    expect(book.choose("field_status", [{key: "a", color: "#123456"}])).toEqual([
        "#123456",
    ]);
    const many = Array.from({length: 11}, (_each, key) => ({key}));
    for (let round = 0; round < 5; round++) {
        many.forEach((entry) => (entry.key += 3));
        expect(new Set(book.choose("user_id", many)).size).toBe(11);
    }
});

test("a ring shares its circle", () => {
    const mix = mixColours(
        [
            [null, 1],
            [1, 2],
            [-1, 3],
            [0, 4],
        ],
        ["red", "green"],
    );
    expect(mix.map(({count}) => count)).toEqual([4, 2, 3, 1]);
    const arcs = ringArcs(mix);
    expect(arcs.map(({length}) => Math.round(length))).toEqual([40, 20, 30, 10]);
    expect(arcs.map(({start}) => Math.round(start))).toEqual([0, 40, 60, 90]);
});

test("numbers fit into their clusters", () => {
    expect(shortCount(9999)).toBe("9999");
    expect(shortCount(12345)).toBe("12 k");
    expect(clusterSize(2)).toBeLessThan(clusterSize(200));
    expect(clusterSize(1e9)).toBe(64);
});

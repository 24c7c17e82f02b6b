import {describe, expect, test} from "@odoo/hoot";

import {keyActionOf} from "@field_crm_routing/planner/planner_keys";
import {frameOfRows} from "@field_crm_routing/planner/planner_rows";
import {
    clock,
    fits,
    frameOf,
    minuteFrom,
    placeIn,
    positionAt,
    span,
} from "@field_crm_routing/planner/planner_time";

describe.current.tags("headless");

test("moments are minutes of the day of their line", () => {
    expect(minuteFrom("2026-11-23", "2026-11-23 08:30")).toBe(510);
    expect(minuteFrom("2026-11-23", "2026-11-24 00:15")).toBe(1455);
    expect(minuteFrom("2026-10-25", "2026-10-26 01:00")).toBe(1500);
});

test("times as the French tell them", () => {
    expect(clock(485)).toBe("8h05");
    expect(clock(1455)).toBe("0h15");
    expect(span(3.5)).toBe("3h30");
});

test("the frame holds early and late work in whole hours", () => {
    expect(frameOf([])).toEqual([420, 1140]);
    expect(frameOf([[350, 1190]])).toEqual([300, 1200]);
    expect(frameOf([[600, 1500]])).toEqual([420, 1440]);
});

test("who has come the evening before does not make the frame longer", () => {
    const stop = {
        arrives: "2026-11-23 18:10",
        begins: "2026-11-24 08:00",
        leaves: "2026-11-24 09:00",
    };
    const rows = [{day: "2026-11-24", work: [[480, 1050]], stops: [stop]}];
    expect(frameOfRows(rows)).toEqual([420, 1140]);
    rows[0].stops.push({...stop, arrives: "2026-11-24 05:40"});
    expect(frameOfRows(rows)).toEqual([300, 1140]);
});

test("a bar is cut at the frame", () => {
    expect(placeIn([480, 1080], 780, 840)).toEqual({left: 50, width: 10});
    expect(placeIn([480, 1080], 420, 540)).toEqual({left: 0, width: 10});
    expect(placeIn([480, 1080], 300, 480)).toBe(null);
});

test("a stop goes before the first one that begins later", () => {
    const stops = [
        {id: 1, at: 540},
        {id: 2, at: 600},
        {id: 3, at: 660},
    ];
    const at = ({at: minute}) => minute;
    expect(positionAt(stops, 9, at, 500)).toBe(0);
    expect(positionAt(stops, 9, at, 630)).toBe(2);
    expect(positionAt(stops, 9, at, 700)).toBe(3);
    // Within its own tour it does not count itself.
    expect(positionAt(stops, 1, at, 630)).toBe(1);
    expect(positionAt([], 1, at, 630)).toBe(0);
});

test("a visit fits into one span, not across a break", () => {
    const day = [
        [540, 720],
        [840, 1080],
    ];
    expect(fits(day, 690, 720)).toBe(true);
    expect(fits(day, 700, 850)).toBe(false);
    expect(fits([], 700, 720)).toBe(false);
});

test("keys move a stop within its tour and between the lines", () => {
    const stops = {
        1: {id: 1, tour_id: 7, begins: "2026-11-23 09:00"},
        2: {id: 2, tour_id: 7, begins: "2026-11-23 10:00"},
        3: {id: 3, tour_id: 8, begins: "2026-11-24 09:30"},
    };
    const planner = {
        tours: {7: {stops: [1, 2]}, 8: {stops: [3]}},
        spotOf: ({id}) => ({resourceId: 5, day: "2026-11-23", position: id - 1}),
    };
    const rows = [
        {resourceId: 5, day: "2026-11-23", stops: [stops[1], stops[2]]},
        {resourceId: 5, day: "2026-11-24", stops: [stops[3]]},
    ];
    const press = (key, stop, more = {altKey: true}) =>
        keyActionOf({key, ...more}, planner, rows, stop);
    expect(press("ArrowLeft", stops[1])).toBe(null);
    expect(press("ArrowRight", stops[1]).spot.position).toBe(1);
    expect(press("ArrowDown", stops[2]).spot).toEqual({
        resourceId: 5,
        day: "2026-11-24",
        position: 1,
    });
    expect(press("ArrowUp", stops[1])).toBe(null);
    expect(press("ArrowRight", stops[1], {})).toBe(null);
    expect(press("l", stops[1], {})).toEqual({call: "lockStop"});
    expect(press("z", stops[1], {ctrlKey: true})).toBe(null);
});

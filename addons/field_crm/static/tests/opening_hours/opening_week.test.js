import {describe, expect, test} from "@odoo/hoot";

import {
    ALL_DAYS,
    WORKING_DAYS,
    copyMonday,
    fillDays,
} from "@field_crm/opening_hours/opening_week";

describe.current.tags("headless");

test("S4-03: a preset fills the working days and leaves the others", () => {
    const week = fillDays({5: "8h-12h"}, WORKING_DAYS, " 8h-18h ");
    expect(Object.keys(week)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(week["4"]).toBe("8h-18h");
    expect(week["5"]).toBe("8h-12h");
});

test("S4-03: a day without text is closed", () => {
    expect(fillDays({0: "8h-12h", 1: "8h-12h"}, ["1"], " ")).toEqual({0: "8h-12h"});
});

test("S4-03: Monday is copied, closed or not, and the week itself stays", () => {
    const week = {0: "8h-12h", 6: "9h-12h"};
    expect(copyMonday(week, ALL_DAYS.slice(1))["6"]).toBe("8h-12h");
    expect(copyMonday({6: "9h-12h"}, ["6"])).toEqual({});
    expect(week["6"]).toBe("9h-12h");
});

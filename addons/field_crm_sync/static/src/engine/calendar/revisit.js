/** The presets of « Date de revoir » (S3-33); those of engine/revisit on the server. */

import {addDays, addMonths} from "./day";

const STEPS = new Map([
    ["1w", (day) => addDays(day, 7)],
    ["2w", (day) => addDays(day, 14)],
    ["1m", (day) => addMonths(day, 1)],
    ["3m", (day) => addMonths(day, 3)],
    ["6m", (day) => addMonths(day, 6)],
    ["1y", (day) => addMonths(day, 12)],
]);

export const PRESETS = [...STEPS.keys()];

/** Day of the next visit, an interval after `start`. */
export function revisitDay(start, preset) {
    return STEPS.get(preset)(start);
}

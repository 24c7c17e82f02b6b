/** Which day a visit may have (S3-21). */

import {addDays, isDay} from "./day";

/**
 * @param {string} day as typed
 * @param {string} today
 * @param {number} pastDays how far back a visit may be dated
 * @returns {"missing"|"future"|"too_old"|null}
 */
export function visitDayProblem(day, today, pastDays) {
    if (!isDay(day)) {
        return "missing";
    }
    if (day > today) {
        return "future";
    }
    return day < addDays(today, -pastDays) ? "too_old" : null;
}

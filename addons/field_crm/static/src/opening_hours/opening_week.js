/** What is typed for the days of a week: {"0": "8h-12h / 14h-18h"}, "0" being Monday. */

export const WORKING_DAYS = ["0", "1", "2", "3", "4"];
export const ALL_DAYS = [...WORKING_DAYS, "5", "6"];

/** The week with `text` on the `days`; no text takes a day away. */
export function fillDays(week, days, text) {
    const filled = {...week};
    for (const day of days) {
        if (text.trim()) {
            filled[day] = text.trim();
        } else {
            delete filled[day];
        }
    }
    return filled;
}

/** The week with Monday's hours on the `days`. */
export function copyMonday(week, days) {
    return fillDays(week, days, week["0"] || "");
}

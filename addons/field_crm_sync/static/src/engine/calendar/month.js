/** Weeks and months as rows of days, Monday first (S3-59). */

import {addDays, addMonths, monthOf, weekday} from "./day";

/** The seven days of a day's week. */
export function weekDays(day) {
    const monday = addDays(day, 1 - weekday(day));
    return [0, 1, 2, 3, 4, 5, 6].map((count) => addDays(monday, count));
}

export function firstOfMonth(day) {
    return `${day.slice(0, 8)}01`;
}

export function lastOfMonth(day) {
    return addDays(addMonths(firstOfMonth(day), 1), -1);
}

/**
 * The weeks that a month touches.
 *
 * @param {string} day any day of the month
 * @returns {{day: string, isInside: boolean}[][]}
 */
export function monthWeeks(day) {
    const month = monthOf(day);
    const last = lastOfMonth(day);
    const weeks = [];
    let week = weekDays(firstOfMonth(day));
    while (week[0] <= last) {
        weeks.push(
            week.map((each) => ({day: each, isInside: monthOf(each) === month})),
        );
        week = weekDays(addDays(week[6], 1));
    }
    return weeks;
}

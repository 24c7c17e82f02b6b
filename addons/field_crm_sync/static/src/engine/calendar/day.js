/**
 * Days of the calendar as text, "2026-11-22": what a form holds, what the server takes,
 * and the same whatever the phone's time zone.
 */

const MS_PER_DAY = 86400000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

const pad = (number, length = 2) => String(number).padStart(length, "0");

function toText(utc) {
    return [
        pad(utc.getUTCFullYear(), 4),
        pad(utc.getUTCMonth() + 1),
        pad(utc.getUTCDate()),
    ].join("-");
}

function toUtc(day) {
    const [, year, month, date] = SHAPE.exec(day);
    return new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
}

/** Whether a text is a day that the calendar has. */
export function isDay(text) {
    return SHAPE.test(text) && toText(toUtc(text)) === text;
}

/** The day on the phone's own calendar. */
export function dayOf(date) {
    return [
        pad(date.getFullYear(), 4),
        pad(date.getMonth() + 1),
        pad(date.getDate()),
    ].join("-");
}

/**
 * A moment of a day for the server, in UTC: now for today, noon for a day that is past.
 *
 * @param {string} day on the phone's own calendar
 * @param {Date} now
 */
export function momentOf(day, now) {
    const moment = day === dayOf(now) ? now : new Date(`${day}T12:00:00`);
    return `${moment.toISOString().slice(0, 19)}Z`;
}

export function addDays(day, count) {
    return toText(new Date(toUtc(day).getTime() + count * MS_PER_DAY));
}

/**
 * The same day of another month, or that month's last one: from 31 January, one month
 * later is the last day of February.
 */
export function addMonths(day, count) {
    const start = toUtc(day);
    const month = start.getUTCMonth() + count;
    const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0));
    const date = Math.min(start.getUTCDate(), last.getUTCDate());
    return toText(new Date(Date.UTC(start.getUTCFullYear(), month, date)));
}

/** Days from the first to the second, negative when the second is earlier. */
export function daysBetween(first, second) {
    return Math.round((toUtc(second) - toUtc(first)) / MS_PER_DAY);
}

/** 1 for Monday … 7 for Sunday. */
export function weekday(day) {
    return toUtc(day).getUTCDay() || 7;
}

export function yearOf(day) {
    return Number(day.slice(0, 4));
}

/** 1 … 12 */
export function monthOf(day) {
    return Number(day.slice(5, 7));
}

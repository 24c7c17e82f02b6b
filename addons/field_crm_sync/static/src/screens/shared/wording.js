/** Figures and dates in the rep's words. */

import {_t} from "@web/core/l10n/translation";

import {daysBetween} from "../../engine/calendar/day";
import {spokenPhone} from "../../engine/identifiers/phone";
import {summarise} from "../../engine/visit/summary";

const language = () => document.documentElement.lang || "fr";

function formatter(options, make = Intl.NumberFormat) {
    const made = new Map();
    return (value) => {
        const lang = language();
        if (!made.has(lang)) {
            made.set(lang, new make(lang, options));
        }
        return made.get(lang).format(value);
    };
}

export const number = formatter({maximumFractionDigits: 0});
export const percent = formatter({style: "percent", maximumFractionDigits: 0});
const signed = formatter({
    style: "percent",
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
});
const kilometres = formatter({maximumFractionDigits: 1});
const dates = {timeZone: "UTC"};
const shortDay = formatter(
    {...dates, day: "numeric", month: "short"},
    Intl.DateTimeFormat,
);
const fullDay = formatter(
    {...dates, day: "numeric", month: "long", year: "numeric"},
    Intl.DateTimeFormat,
);
const namedDay = formatter(
    {...dates, weekday: "long", day: "numeric", month: "long"},
    Intl.DateTimeFormat,
);
const namedMonth = formatter(
    {...dates, month: "long", year: "numeric"},
    Intl.DateTimeFormat,
);
const monthInitials = formatter({...dates, month: "short"}, Intl.DateTimeFormat);
const weekdayName = formatter({...dates, weekday: "short"}, Intl.DateTimeFormat);
const clock = formatter({hour: "2-digit", minute: "2-digit"}, Intl.DateTimeFormat);

const noon = (day) => new Date(`${day}T12:00:00Z`);

export const spokenDay = (day) => fullDay(noon(day));
const compactDay = formatter(
    {...dates, day: "numeric", month: "short", year: "numeric"},
    Intl.DateTimeFormat,
);

export const spokenCompactDay = (day) => compactDay(noon(day));
export const spokenShortDay = (day) => shortDay(noon(day));
export const spokenNamedDay = (day) => namedDay(noon(day));
export const spokenMonth = (day) => namedMonth(noon(day));
export const spokenMonthShort = (month) =>
    monthInitials(new Date(Date.UTC(2026, month - 1, 15)));
export const spokenWeekday = (day) => weekdayName(noon(day));
export const spokenTime = (moment) => clock(moment);
export const spokenChange = (share) => signed(share);
export {spokenPhone};

/** A moment of the server, "2026-11-22 07:30:00" in UTC, as a Date. */
export function toMoment(text) {
    return new Date(`${text.replace(" ", "T")}${/[Z+]/.test(text) ? "" : "Z"}`);
}

/** What a visit answered, also while only the phone knows of it. */
export function spokenAnswers(visit, questions) {
    return (
        visit.answer_summary ||
        summarise(questions, visit.answer_ids || [], (title, answers) =>
            _t("%(title)s: %(answers)s", {title, answers}),
        )
    );
}

/** « dans 3 j », « en retard de 3 j », « aujourd'hui » */
export function spokenDue(day, today) {
    const days = daysBetween(today, day);
    if (days === 0) {
        return _t("today");
    }
    return days > 0
        ? _t("in %(days)s d", {days: number(days)})
        : _t("%(days)s d late", {days: number(-days)});
}

/** « il y a 3 j » */
export function spokenAgo(day, today) {
    const days = daysBetween(day, today);
    return days <= 0 ? _t("today") : _t("%(days)s d ago", {days: number(days)});
}

/** @param {number} metres */
export function spokenDistance(metres) {
    return metres < 1000
        ? _t("%(metres)s m", {metres: number(Math.round(metres))})
        : _t("%(kilometres)s km", {
              kilometres:
                  metres < 100000 ? kilometres(metres / 1000) : number(metres / 1000),
          });
}

/** @param {{symbol: string, position: "before"|"after"}} currency */
export function spokenMoney(amount, currency) {
    const figure = number(amount || 0);
    return currency?.position === "before"
        ? `${currency.symbol}${figure}`
        : `${figure}\u202f${currency?.symbol || "€"}`;
}

export function initials(name) {
    const words = name.split(/[\s'’-]+/).filter((word) => /^\p{L}/u.test(word));
    const [first, second] = words.length ? words : [name || "?"];
    return (second ? first[0] + second[0] : first.slice(0, 2)).toUpperCase();
}

export function spokenAddress(partner) {
    const town = [partner.zip, partner.city].filter(Boolean).join(" ");
    return [partner.street, partner.street2, partner.street3, town]
        .filter(Boolean)
        .join(", ");
}

/** The visits of a client and what the ERP remembers of them, in one line of time. */

import {spokenAnswers, toMoment} from "../../shared/wording";
import {dayOf} from "../../../engine/calendar/day";

const DONE = ["done", "done_issues"];

export function isDone(visit) {
    return DONE.includes(visit.state);
}

/** The rep's own day of a visit: a moment of the server, or a day typed just now. */
export function dayOfVisit(visit) {
    return visit.date.length > 10 ? dayOf(toMoment(visit.date)) : visit.date;
}

/**
 * @param {Object[]} visits
 * @param {Object[]} history rows of the ERP; those of origin LIT are hidden (S3-30)
 * @param {{users, questions}} lists
 * @returns {{day, subject, lines: string, comment, author, tick, isHidden}[]} latest first
 */
export function pastOf(visits, history, {users = [], questions}) {
    const names = new Map(users.map((user) => [user.id, user.name]));
    const own = visits.filter(isDone).map((visit) => ({
        key: `visit_${visit.key}`,
        day: dayOfVisit(visit),
        subject: visit.subject || "",
        lines: spokenAnswers(visit, questions),
        comment: visit.comment || "",
        author: names.get(visit.user_id) || "",
        tick: visit.tick || 0,
        isHidden: false,
        hasIssue: visit.state === "done_issues",
        isProspect: Boolean(visit.before_client),
    }));
    const erp = history.map((row) => ({
        key: `history_${row.id}`,
        day: row.date.slice(0, 10),
        subject: row.subject || "",
        lines: "",
        comment: row.comment || "",
        author: row.author || "",
        tick: 0,
        isHidden: Boolean(row.is_hidden),
        hasIssue: false,
        isProspect: false,
    }));
    return [...own, ...erp].sort((one, other) => (one.day < other.day ? 1 : -1));
}

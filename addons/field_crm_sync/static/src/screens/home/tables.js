/** Whom to see again, and whom nobody has seen for long (S3-05, S3-08). */

import {dayOf, daysBetween} from "../../engine/calendar/day";
import {toMoment} from "../shared/wording";

const MOST_ROWS = 100;

const TABLES = {
    revisit: {
        column: "revisit_date",
        dayOf: (partner) => partner.revisit_date,
    },
    last_visit: {
        column: "last_visit_date",
        dayOf: (partner) =>
            partner.last_visit_date.length > 10
                ? dayOf(toMoment(partner.last_visit_date))
                : partner.last_visit_date,
    },
};

/**
 * Clients of one table, the most pressing first: `days` is negative when late for
 * « à revoir », and how long ago for « dernière visite ».
 *
 * @returns {Promise<{rows: {partner, day, days}[], total: number}>}
 */
export async function readTable(field, name, today) {
    const {column, dayOf: dayIn} = TABLES[name];
    const {rows, total} = await field.partners.find({
        kind: "client",
        filters: {[column]: Boolean},
        sort: column,
        limit: MOST_ROWS,
    });
    const found = rows.map((partner) => {
        const day = dayIn(partner);
        return {partner, day, days: daysBetween(today, day)};
    });
    found.sort(
        (one, other) =>
            one.days - other.days ||
            one.partner.name.localeCompare(other.partner.name, "fr"),
    );
    return {rows: found, total};
}

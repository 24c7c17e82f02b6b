/**
 * Counts of what the phone holds, by the rules of the server's statistics: visits that
 * took place, months of the rep's own calendar, quotes from the answers (S3-53 … S3-56).
 */

/**
 * What the answers of a visit count as quotes: each type ticked is one, « Remise de
 * proposition » alone is one without type.
 *
 * @param {{id, parentId, countsAsQuote}[]} questions
 */
export class QuoteTypes {
    constructor(questions) {
        this.marked = questions.filter((question) => question.countsAsQuote);
        const isMarked = new Set(this.marked.map((question) => question.id));
        this.kinds = questions.filter((question) => isMarked.has(question.parentId));
    }

    kindsOf(question) {
        return this.kinds.filter((kind) => kind.parentId === question.id);
    }

    /** @param {number[]} answers */
    quotesOf(answers) {
        const given = new Set(answers);
        const typed = this.kinds.filter((kind) => given.has(kind.id));
        const alone = this.marked.filter(
            (question) =>
                given.has(question.id) &&
                !this.kindsOf(question).some((kind) => given.has(kind.id)),
        );
        return [...typed, ...alone].map((question) => question.id);
    }
}

class Tally {
    constructor() {
        this.rows = new Map();
    }

    add(group) {
        const key = Object.values(group).join("|");
        const row = this.rows.get(key) || {...group, count: 0};
        row.count += 1;
        this.rows.set(key, row);
    }

    get all() {
        return [...this.rows.values()];
    }
}

/**
 * @param {{partner, year, month, isProspect, answers: number[]}[]} visits done
 * @param {{key, isProspect, grid, revenue, revenueBefore}[]} partners attached to the rep
 * @param {(key) => number|null} gridOf the grid that a client has today
 * @param {QuoteTypes} quoteTypes
 * @returns {import("./report").Counts}
 */
export function countYears(visits, partners, gridOf, quoteTypes) {
    const [visited, months, quotes] = [new Tally(), new Tally(), new Tally()];
    const byKey = new Map(partners.map((partner) => [partner.key, partner]));
    const seen = new Set();
    for (const {partner, year, month, isProspect, answers} of visits) {
        months.add({year, month, grid: gridOf(partner), isProspect});
        for (const type of quoteTypes.quotesOf(answers)) {
            quotes.add({year, month, type});
        }
        const attached = byKey.get(partner);
        if (attached && !seen.has(`${partner}|${year}`)) {
            seen.add(`${partner}|${year}`);
            visited.add({year, grid: attached.grid, isProspect: attached.isProspect});
        }
    }
    return {
        visits: months.all,
        quotes: quotes.all,
        visited: visited.all,
        portfolio: partners.map((partner) => ({...partner, count: 1})),
    };
}

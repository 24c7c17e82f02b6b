/**
 * From counts to the figures of a year, as on the server (engine/statistics).
 *
 * @typedef {Object} Counts
 * @property {{year, month, grid, isProspect, count}[]} visits of one month, to clients of
 *     a grid or to prospects
 * @property {{year, month, type, count}[]} quotes of one type handed over in a month
 * @property {{grid, isProspect, count, revenue, revenueBefore}[]} portfolio attached to
 *     the rep
 * @property {{year, grid, isProspect, count}[]} visited each counted once
 *
 * @typedef {Object} Names
 * @property {Map<number|null, string>} grids null: clients without a grid
 * @property {Map<number, string>} types
 * @property {string} prospects
 */

export const MONTHS = 12;

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

function monthsOf(counts, year) {
    const months = new Array(MONTHS).fill(0);
    for (const {year: ofYear, month, count} of counts) {
        if (ofYear === year) {
            months[month - 1] += count;
        }
    }
    return months;
}

function makeSeries(name, counts, year, isProspect = false) {
    const months = monthsOf(counts, year);
    return {name, months, isProspect, total: sum(months)};
}

function makeMonthly(series, counts, year) {
    const before = monthsOf(counts, year - 1);
    const months = before.map((_, index) =>
        sum(series.map((one) => one.months[index])),
    );
    return {
        series,
        months,
        before,
        total: sum(months),
        totalBefore: sum(before),
    };
}

function makeGrid(name, {portfolio, visited}, year, matches, isProspect) {
    const attached = portfolio.filter(matches);
    const seen = visited.filter(matches);
    const countOf = (wanted) =>
        sum(seen.filter((each) => each.year === wanted).map((each) => each.count));
    return {
        name,
        isProspect,
        attached: sum(attached.map((each) => each.count)),
        visited: countOf(year),
        visitedBefore: countOf(year - 1),
        revenue: sum(attached.map((each) => each.revenue)),
        revenueBefore: sum(attached.map((each) => each.revenueBefore)),
    };
}

function addUp(grids) {
    const keys = ["attached", "visited", "visitedBefore"];
    return Object.fromEntries(keys.map((key) => [key, sum(grids.map((g) => g[key]))]));
}

/** Part of the whole between 0 and 1; null of nothing. */
export function share(part, whole) {
    return whole ? part / whole : null;
}

/** Growth since the year before, 0.1 for ten percent; null when unknown. */
export function change(now, before) {
    return now === null || !before ? null : (now - before) / Math.abs(before);
}

/**
 * Figures of the current year and of the year before: a phone keeps no others.
 *
 * Grids and types without any count are left out, prospects never are.
 *
 * @param {number} year
 * @param {Names} names
 * @param {Counts} counts
 */
export function buildReport(year, names, counts) {
    const {visits, quotes} = counts;
    const visitSeries = [...names.grids].map(([grid, name]) =>
        makeSeries(
            name,
            visits.filter((each) => each.grid === grid && !each.isProspect),
            year,
        ),
    );
    const prospectVisits = makeSeries(
        names.prospects,
        visits.filter((each) => each.isProspect),
        year,
        true,
    );
    const quoteSeries = [...names.types].map(([type, name]) =>
        makeSeries(
            name,
            quotes.filter((each) => each.type === type),
            year,
        ),
    );
    const hasCount = (series) => series.total;
    const grids = [...names.grids]
        .map(([grid, name]) =>
            makeGrid(
                name,
                counts,
                year,
                (each) => each.grid === grid && !each.isProspect,
                false,
            ),
        )
        .filter((each) => each.attached || each.revenue || each.revenueBefore);
    return {
        year,
        visits: makeMonthly(
            [...visitSeries.filter(hasCount), prospectVisits],
            visits,
            year,
        ),
        quotes: makeMonthly(quoteSeries.filter(hasCount), quotes, year),
        grids,
        clients: addUp(grids),
        prospects: makeGrid(
            names.prospects,
            counts,
            year,
            (each) => each.isProspect,
            true,
        ),
        prospectVisits: prospectVisits.total,
        clientVisits: sum(visitSeries.map((each) => each.total)),
        revenue: sum(counts.portfolio.map((each) => each.revenue)),
        revenueBefore: sum(counts.portfolio.map((each) => each.revenueBefore)),
    };
}

/**
 * At most `limit` series: the greatest keep their order, the rest is summed. The
 * prospects' series is never summed with others.
 *
 * @param {(count: number) => string} others words how many a sum stands for
 */
export function fold(series, limit, others) {
    if (series.length <= limit) {
        return series;
    }
    const kept = series.filter((each) => each.isProspect);
    const rest = series.filter((each) => !each.isProspect);
    const room = Math.max(limit - kept.length - 1, 0);
    const ranked = [...rest].sort((one, other) => other.total - one.total);
    const greatest = new Set(ranked.slice(0, room));
    const small = rest.filter((each) => !greatest.has(each));
    const months = monthsOf([], 0).map((_, index) =>
        sum(small.map((each) => each.months[index])),
    );
    const summed = {
        name: others(small.length),
        months,
        isProspect: false,
        total: sum(months),
    };
    return [...rest.filter((each) => greatest.has(each)), summed, ...kept];
}

import {isPlaced, metresBetween} from "../geo/distance";
import {Nearest} from "./nearest";
import {columnOf, rowAt} from "../table/chunk";
import {readPattern} from "./pattern";
import {searchable} from "./text";

const FAR = Number.MAX_VALUE;

function readFilter(wanted) {
    if (typeof wanted === "function") {
        return wanted;
    }
    if (Array.isArray(wanted)) {
        const values = new Set(wanted);
        return (value) => values.has(value);
    }
    return (value) => value === wanted;
}

function readFilters(filters) {
    return Object.entries(filters)
        .filter(([_name, wanted]) => wanted !== undefined)
        .map(([name, wanted]) => [name, readFilter(wanted)]);
}

function textOf(row, quiet) {
    const values = Object.entries(row).filter(
        ([name, value]) => !quiet.has(name) && typeof value === "string",
    );
    return [row.name || "", ...values.map(([_name, value]) => value)]
        .map(searchable)
        .join("\n");
}

class Search {
    constructor({origin, within, limit, isSorted}) {
        Object.assign(this, {origin, within, isSorted, total: 0});
        this.best = new Nearest(limit);
    }

    add(place, measure, read) {
        if (!this.origin || this.isSorted) {
            this.total++;
            this.best.add(measure, () => read());
            return;
        }
        const known = isPlaced(place);
        const distance = known ? metresBetween(this.origin, place) : FAR;
        if (this.within !== undefined && !(distance <= this.within)) {
            return;
        }
        this.total++;
        this.best.add(distance, () => ({
            ...read(),
            distance: known ? distance : null,
        }));
    }

    result() {
        return {total: this.total, rows: this.best.kept.map(({item}) => item())};
    }
}

/** Columns of a chunk that a question looks at, read once for each chunk. */
function columnReader(checks, sort) {
    const inChunk = new Map();
    return (chunk) => {
        if (!inChunk.has(chunk)) {
            inChunk.set(chunk, {
                id: columnOf(chunk, "id"),
                latitude: columnOf(chunk, "partner_latitude"),
                longitude: columnOf(chunk, "partner_longitude"),
                sort: sort && columnOf(chunk, sort),
                checks: checks.map(([name, check]) => [columnOf(chunk, name), check]),
            });
        }
        return inChunk.get(chunk);
    };
}

function addChanged(search, changed, quiet, {checks, test, sort}) {
    for (const [key, row] of changed || []) {
        const fits = row && checks.every(([name, check]) => check(row[name]));
        if (fits && (!test || test(textOf(row, quiet)))) {
            const measure = sort ? row[sort] : textOf(row, quiet);
            search.add(row, measure, () => ({key, ...row}));
        }
    }
}

/** Rows that answer a question: the nearest first where the rep is known to be, else by
 * name.
 *
 * @param {Table} table
 * @param {Map} [changed] rows by key that stand before the table's own; null hides one
 * @param {object} question
 * @param {string} [question.text] typed by the rep; `*` stands for anything
 * @param {object} [question.filters] value, values or test by column
 * @param {{latitude: number, longitude: number}} [question.origin]
 * @param {number} [question.within] metres from the origin
 * @param {string} [question.sort] column: its smallest values come first, wherever the
 *  rep is
 * @param {number} [question.limit]
 * @returns {{total: number, rows: object[]}} all that answer are counted; with an
 *  origin, rows have a `distance` in metres, `null` for a place that is not known
 */
export function find(table, changed, question) {
    const {text = "", filters = {}, origin = null, within, limit = 25, sort} = question;
    const test = readPattern(text);
    const checks = readFilters(filters);
    const search = new Search({origin, within, limit, isSorted: Boolean(sort)});
    addChanged(search, changed, table.quiet, {checks, test, sort});
    const columnsOf = columnReader(checks, sort);
    for (const {text: own, chunk, i} of table.sorted()) {
        const columns = columnsOf(chunk);
        if (
            !columns.checks.every(([list, check]) => check(list[i])) ||
            (test && !test(own)) ||
            changed?.has(columns.id[i])
        ) {
            continue;
        }
        const place = {latitude: columns.latitude[i], longitude: columns.longitude[i]};
        const measure = sort ? columns.sort[i] : own;
        search.add(place, measure, () => ({key: columns.id[i], ...rowAt(chunk, i)}));
    }
    return search.result();
}

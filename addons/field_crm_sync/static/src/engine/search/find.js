import {isPlaced, metresBetween, metresNorth} from "../geo/distance";
import {Finder} from "../table/order";
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

/* What answers: a row as it is, or its place in a chunk, which is read at the end. */
function readItem({row, key, chunk, i}) {
    return row ? {key, ...row} : {key, ...rowAt(chunk, i)};
}

class Search {
    constructor({origin, within, limit}) {
        Object.assign(this, {origin, within, total: 0});
        this.best = new Nearest(limit);
        this.place = {latitude: 0, longitude: 0};
    }

    /** One row that answers.
     *
     * @returns {boolean} whether it is among the first ones
     */
    add(measure, makeItem, at) {
        this.total++;
        const isWanted = this.best.wants(measure);
        if (isWanted) {
            this.best.add(measure, makeItem(at));
        }
        return isWanted;
    }

    /** One row that answers, by how far it is. */
    addPlace(latitude, longitude, makeItem, at) {
        const {origin, within, best, place} = this;
        place.latitude = latitude;
        place.longitude = longitude;
        const known = isPlaced(place);
        // The way around the globe costs more than all the rest: most are too far
        // north or south already.
        const least = known ? metresNorth(origin, place) : FAR;
        if (within === undefined && !best.wants(least)) {
            this.total++;
            return;
        }
        const distance =
            known && !(least > within) ? metresBetween(origin, place) : least;
        if (within !== undefined && !(distance <= within)) {
            return;
        }
        this.total++;
        if (best.wants(distance)) {
            best.add(distance, {
                ...makeItem(at),
                distance: known ? distance : null,
            });
        }
    }

    result() {
        const rows = this.best.kept.map(({item}) =>
            "distance" in item
                ? {...readItem(item), distance: item.distance}
                : readItem(item),
        );
        return {total: this.total, rows};
    }
}

/** Columns of a chunk that a question looks at, read once for each chunk. */
function columnReader(table, checks, sort) {
    const read = [];
    return (number) => {
        if (!read[number]) {
            const chunk = table.chunks.get(number);
            read[number] = {
                chunk,
                id: columnOf(chunk, "id"),
                latitude: columnOf(chunk, "partner_latitude"),
                longitude: columnOf(chunk, "partner_longitude"),
                sort: sort && columnOf(chunk, sort),
                checks: checks.map(([name, check]) => [columnOf(chunk, name), check]),
            };
        }
        return read[number];
    };
}

function fits(columns, i) {
    for (const [list, check] of columns.checks) {
        if (!check(list[i])) {
            return false;
        }
    }
    return true;
}

function addChanged(search, changed, quiet, {checks, pattern, sort, isByPlace}) {
    for (const [key, row] of changed || []) {
        const isMeant = row && checks.every(([name, check]) => check(row[name]));
        if (!isMeant || !pattern.test(textOf(row, quiet))) {
            continue;
        }
        const makeItem = () => ({key, row});
        if (isByPlace) {
            search.addPlace(row.partner_latitude, row.partner_longitude, makeItem);
        } else {
            search.add(sort ? row[sort] : textOf(row, quiet), makeItem);
        }
    }
}

function addRows(search, table, changed, {checks, pattern, isByPlace}) {
    const order = table.sorted();
    const finder = new Finder(order, pattern.needles);
    const columnsOf = columnReader(table, checks);
    const makeItem = (at) => {
        const {id, chunk} = columnsOf(order.numbers[at]);
        const i = order.places[at];
        return {key: id[i], chunk, i};
    };
    // By name, whoever comes after one that is too late is only counted.
    let isCounting = false;
    for (let at = finder.next(0); at < order.size; at = finder.next(at + 1)) {
        const columns = columnsOf(order.numbers[at]);
        const i = order.places[at];
        if (
            !fits(columns, i) ||
            !(pattern.isExact || pattern.test(order.texts[at])) ||
            (changed?.size && changed.has(columns.id[i]))
        ) {
            continue;
        }
        if (isCounting) {
            search.total++;
            continue;
        }
        if (isByPlace) {
            search.addPlace(columns.latitude[i], columns.longitude[i], makeItem, at);
        } else {
            isCounting = !search.add(order.texts[at], makeItem, at);
        }
    }
}

/* By a column, in the order in which rows lie: several times quicker than by name. */
function addByColumn(search, table, changed, {checks, pattern, sort}) {
    const columnsOf = columnReader(table, checks, sort);
    const isForAll = !pattern.needles.length;
    for (const number of table.chunks.keys()) {
        const columns = columnsOf(number);
        const {chunk} = columns;
        for (let i = 0; i < chunk.count; i++) {
            if (
                fits(columns, i) &&
                !changed?.has(columns.id[i]) &&
                (isForAll || pattern.test(textOf(rowAt(chunk, i), table.quiet)))
            ) {
                search.add(columns.sort[i], () => ({key: columns.id[i], chunk, i}));
            }
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
 *  rep is; equal ones come in any order
 * @param {number} [question.limit]
 * @returns {{total: number, rows: object[]}} all that answer are counted; with an
 *  origin, rows have a `distance` in metres, `null` for a place that is not known
 */
export function find(table, changed, question) {
    const {text = "", filters = {}, origin = null, within, limit = 25, sort} = question;
    const asked = {
        ...{pattern: readPattern(text), checks: readFilters(filters), sort},
        isByPlace: Boolean(origin && !sort),
    };
    const search = new Search({origin, within, limit});
    addChanged(search, changed, table.quiet, asked);
    (sort ? addByColumn : addRows)(search, table, changed, asked);
    return search.result();
}

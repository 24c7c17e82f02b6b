/* Rows as they lie on the phone: 500 to a chunk, one array a column. Chunks are never
 * changed, only replaced: whoever reads one reads a whole state. */
export const CHUNK_ROWS = 500;

export function rowAt(chunk, i) {
    const row = {};
    for (let c = 0; c < chunk.columns.length; c++) {
        row[chunk.columns[c]] = chunk.values[c][i];
    }
    return row;
}

/** Values of one column; none if the chunk lacks it. */
export function columnOf(chunk, name) {
    const c = chunk ? chunk.columns.indexOf(name) : -1;
    return c < 0 ? [] : chunk.values[c];
}

function slice(fresh, places) {
    return {
        columns: fresh.columns,
        values: fresh.values.map((list) => places.map((place) => list[place])),
        count: places.length,
    };
}

/* What is left of a chunk, its fresh rows in their old place. */
function mend(chunk, fresh, put, dropped) {
    const ids = columnOf(chunk, "id");
    const kept = ids.map((_id, i) => i).filter((i) => !dropped.has(ids[i]));
    const values = fresh.columns.map((name, c) => {
        const old = columnOf(chunk, name);
        return kept.map((i) => {
            const place = put.get(ids[i]);
            return place === undefined ? old[i] : fresh.values[c][place];
        });
    });
    ids.forEach((id) => put.delete(id));
    return kept.length ? {columns: fresh.columns, values, count: kept.length} : null;
}

/** Which chunks change when rows come and go.
 *
 * @param {Map<number, object>} chunks by their number
 * @param {Map<number, number>} home number of the chunk that holds each id
 * @param {{columns: string[], values: any[][]}} fresh rows to put, one array a column;
 *  `id` is one of the columns
 * @param {number[]} gone ids to take out
 * @returns {Map<number, object | null>} new chunks by number, null for one to delete
 */
export function planChange(chunks, home, fresh, gone) {
    const put = new Map(columnOf(fresh, "id").map((id, place) => [id, place]));
    const dropped = new Set(gone.filter((id) => !put.has(id)));
    const touched = new Set();
    for (const id of [...put.keys(), ...dropped]) {
        if (home.has(id)) {
            touched.add(home.get(id));
        }
    }
    const plan = new Map();
    for (const number of touched) {
        const chunk = chunks.get(number);
        const shape = fresh.columns.length
            ? fresh
            : {columns: chunk.columns, values: []};
        plan.set(number, mend(chunk, shape, put, dropped));
    }
    addRows(plan, chunks, fresh, [...put.values()]);
    return plan;
}

function addRows(plan, chunks, fresh, places) {
    if (!places.length) {
        return;
    }
    let number = Math.max(0, ...chunks.keys(), ...plan.keys());
    const last = plan.has(number) ? plan.get(number) : chunks.get(number);
    let at = 0;
    if (last && last.count < CHUNK_ROWS) {
        at = CHUNK_ROWS - last.count;
        const added = slice(fresh, places.slice(0, at));
        plan.set(number, {
            columns: fresh.columns,
            values: fresh.columns.map((name, c) => {
                const old = columnOf(last, name);
                const filled = old.length ? old : new Array(last.count);
                return [...filled, ...added.values[c]];
            }),
            count: last.count + added.count,
        });
    }
    for (; at < places.length; at += CHUNK_ROWS) {
        plan.set(++number, slice(fresh, places.slice(at, at + CHUNK_ROWS)));
    }
}

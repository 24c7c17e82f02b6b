/* What becomes of a mutation. `waiting` and `hold` go to the office again by themselves;
 * `waits` does when what it hangs on has been mended. */
export const WAITING = "waiting";
export const DONE = ["applied", "conflict"];
export const OPEN = ["hold", "waits"];
export const FAILED = ["rejected", "waits"];
/** Types that make a record. */
export const MAKING = ["CP", "VC", "VP", "CC", "MC"];
/** States that a rep has to hear of. */
export const ALERTS = ["rejected", "conflict", "waits"];

/** Ticks of a mutation: 1 on the phone, 2 at the office. */
export function tickOf(state) {
    if (FAILED.includes(state)) {
        return "alert";
    }
    return DONE.includes(state) ? 2 : 1;
}

/** The mutations that go into one message: the first ones, in their order.
 *
 * @param {{seq: number}[]} mutations as they are sent
 * @param {{count: number, bytes: number}} limits
 * @returns {object[]}
 */
export function firstBatch(mutations, {count, bytes}) {
    const batch = [];
    let size = 0;
    for (const mutation of mutations) {
        // Three bytes a letter is the most that UTF-8 takes for what JSON counts as one.
        const text = JSON.stringify(mutation);
        const weight = /^[\x20-\x7e]*$/.test(text) ? text.length : 3 * text.length;
        if (batch.length === count || (batch.length && size + weight > bytes)) {
            break;
        }
        batch.push(mutation);
        size += weight;
    }
    return batch;
}

/** Whether a mutation's arguments name a record by the uuid of another one. */
export function hangsOn(mutation, uuid) {
    const {partner, visit, request} = mutation.args;
    return [partner, visit, request?.uuid, request].includes(uuid);
}

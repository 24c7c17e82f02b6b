/* Lists of record numbers, compared by a sum and sent as differences: the same
 * arithmetic as the server's engine/sync/id_list.py. */
const FIRST = 0x9e3779b1;
const SECOND = 0x45d9f3b;

/** Scatter a record number over 32 bits, so that sums of numbers tell sets apart. */
export function mix(number) {
    let value = Math.imul(number, FIRST) >>> 0;
    value = Math.imul(value ^ (value >>> 16), SECOND) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
}

/** How many numbers there are, and the sum of them all, mixed, in 32 bits.
 *
 * @param {Iterable<number>} numbers
 * @returns {[number, number]}
 */
export function digest(numbers) {
    let count = 0;
    let total = 0;
    for (const number of numbers) {
        count++;
        total = (total + mix(number)) >>> 0;
    }
    return [count, total];
}

/** The numbers of a list sent as its first one and the steps to each next one.
 *
 * @param {number[]} steps
 * @returns {number[]}
 */
export function decodeSteps(steps) {
    let last = 0;
    return steps.map((step) => (last += step));
}

/** The reverse of `decodeSteps`. */
export function encodeSteps(numbers) {
    let last = 0;
    return [...numbers]
        .sort((one, other) => one - other)
        .map((number) => {
            const step = number - last;
            last = number;
            return step;
        });
}

/** What a phone has to drop and what it lacks.
 *
 * @param {Iterable<number>} held numbers on the phone
 * @param {number[]} visible numbers that the rep may see
 * @returns {{extra: number[], missing: number[]}}
 */
export function compareLists(held, visible) {
    const wanted = new Set(visible);
    const extra = [];
    for (const number of held) {
        if (!wanted.delete(number)) {
            extra.push(number);
        }
    }
    return {extra, missing: [...wanted]};
}

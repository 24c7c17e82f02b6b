/** What the colours of the map are, without a map: palette, shares of a ring, sizes. */

/** Told apart by the colour-blind too; as in the statistics. */
const PALETTE = [
    "#0B4F8A",
    "#F28E2B",
    "#3E9C8F",
    "#C44E52",
    "#8CB9E8",
    "#7B5EA7",
    "#E8C14A",
    "#5D8A3A",
    "#B07AA1",
    "#5A3A22",
    "#FF9DA7",
];
const OTHERS = "#5B6675";
const NOTHING = "#9AA3AF";

/** Gives each entry of the legend a colour that it keeps while others come and go. */
export class ColourBook {
    constructor() {
        this.books = {};
    }

    /**
     * @param {String} colouring
     * @param {Object[]} entries of the legend
     * @returns {String[]} colours, in the order of the entries
     */
    choose(colouring, entries) {
        const before = this.books[colouring] || new Map();
        const book = (this.books[colouring] = new Map());
        for (const {key} of entries.filter((entry) => before.has(entry.key))) {
            book.set(key, before.get(key));
        }
        for (const {key, color} of entries.filter((entry) => !book.has(entry.key))) {
            book.set(key, color || nextColour(book, key));
        }
        return entries.map(({key}) => book.get(key));
    }
}

function nextColour(book, key) {
    if (key === false) {
        return NOTHING;
    }
    if (key === "*") {
        return OTHERS;
    }
    const used = new Set(book.values());
    return PALETTE.find((colour) => !used.has(colour)) || OTHERS;
}

/**
 * Colours of a cluster's points.
 *
 * @param {Array[]} shares [number of the colour, count]; -1 for others, null for nothing
 * @param {String[]} colours
 * @returns {Object[]} {colour, count}, in the order of the legend
 */
export function mixColours(shares, colours) {
    const rank = ([index]) => (index === null ? 1e6 : index < 0 ? 1e5 : index);
    return [...shares]
        .sort((one, other) => rank(one) - rank(other))
        .map(([index, count]) => ({
            colour: index === null ? NOTHING : colours[index] || OTHERS,
            count,
        }));
}

/** Diameter in pixels: a thousand times as many points look twice as large. */
export function clusterSize(count) {
    return Math.round(Math.min(64, 24 + 8.5 * Math.log10(count)));
}

/**
 * Arcs of a ring as dashes of a circle whose circumference is 100.
 *
 * @returns {Object[]} {colour, length, start}
 */
export function ringArcs(mix) {
    const total = mix.reduce((sum, {count}) => sum + count, 0);
    let start = 0;
    return mix.map(({colour, count}) => {
        const arc = {colour, start, length: (100 * count) / total};
        start += arc.length;
        return arc;
    });
}

/** A number that fits into a cluster: 9 500, 12 k. */
export function shortCount(count) {
    return count < 10000 ? String(count) : `${Math.round(count / 1000)} k`;
}

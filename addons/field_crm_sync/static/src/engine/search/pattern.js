import {NUMBER, dialled, plain} from "./text";

const SPECIAL = /[.+?^${}()|[\]\\]/g;

/* Values of a row stand one a line. A star stands for anything within one value; what
 * is typed without a star may stand anywhere. */
function readWord(word) {
    if (!word.includes("*")) {
        return (text) => text.includes(word);
    }
    const parts = word.split(/\*+/).map((part) => part.replace(SPECIAL, "\\$&"));
    const start = parts[0] ? "(?:^|[\\s'(.-])" : "";
    const end = parts.at(-1) ? "(?:$|[\\s').-])" : "";
    const rule = new RegExp(start + parts.join("[^\\n]*") + end, "m");
    return (text) => rule.test(text);
}

/* The longest stretch without a star: who lacks it need not be looked at. */
function longestPart(word) {
    return word
        .split(/\*+/)
        .reduce((one, other) => (other.length > one.length ? other : one));
}

/** What a rep typed, as a question to ask of each row's text.
 *
 * Every word has to be found, in any value and any order.
 *
 * @param {string} typed
 * @returns {{needles: string[][], isExact: boolean, test: (text: string) => boolean}}
 *  a text that passes the test holds one text of each needle; `isExact`: and the other
 *  way round
 */
export function readPattern(typed) {
    const text = plain(typed.trim());
    if (!text.replace(/[*\s]/g, "")) {
        return {needles: [], isExact: true, test: () => true};
    }
    if (NUMBER.test(text)) {
        const numbers = [dialled(text), text];
        const test = (row) => numbers.some((number) => row.includes(number));
        return {needles: [numbers], isExact: true, test};
    }
    const words = text.split(/\s+/).filter((word) => word.replace(/\*/g, ""));
    const tests = words.map(readWord);
    return {
        needles: words.map((word) => [longestPart(word)]),
        isExact: !text.includes("*"),
        test: (row) => tests.every((test) => test(row)),
    };
}

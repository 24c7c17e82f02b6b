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

/** What a rep typed, as a question to ask of each row's text.
 *
 * Every word has to be found, in any value and any order.
 *
 * @param {string} typed
 * @returns {((text: string) => boolean) | null} null when nothing was typed
 */
export function readPattern(typed) {
    const text = plain(typed.trim());
    if (!text.replace(/[*\s]/g, "")) {
        return null;
    }
    if (NUMBER.test(text)) {
        const digits = dialled(text);
        return (row) => row.includes(digits) || row.includes(text);
    }
    const tests = text
        .split(/\s+/)
        .filter((word) => word.replace(/\*/g, ""))
        .map(readWord);
    return tests.length === 1 ? tests[0] : (row) => tests.every((test) => test(row));
}

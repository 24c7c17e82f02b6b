/* How text is made alike before it is compared: no capitals, no accents, œ as oe. */
const MARKS = /[\u0300-\u036f]/g;
const PLAIN = /^[\x20-\x7e]*$/;
const NUMBER = /^\+?[\d\s().-]{6,}$/;

export function plain(text) {
    const low = text.toLowerCase();
    if (PLAIN.test(low)) {
        return low;
    }
    return low
        .normalize("NFD")
        .replace(MARKS, "")
        .replace(/œ/g, "oe")
        .replace(/æ/g, "ae")
        .replace(/[’‘]/g, "'")
        .replace(/\u00a0|\u202f/g, " ");
}

/** Digits of a phone number as people dial them in France. */
export function dialled(number) {
    return number.replace(/[^\d+]/g, "").replace(/^(\+|00)33/, "0");
}

/** One value as the search sees it: a phone number is found however it is spaced. */
export function searchable(value) {
    const text = plain(String(value));
    if (!NUMBER.test(text)) {
        return text;
    }
    const digits = dialled(text);
    return digits === text ? text : `${text}\n${digits}`;
}

export {NUMBER};

/**
 * Phone numbers in E.164 (ITU-T), such as +33299112233, so that numbers written in
 * different ways can be compared (S3-38).
 *
 * French numbers are judged as on the server. What is written with a country prefix is
 * only brought into one form, and national notation of other countries is left as it is:
 * the server knows the ranges of every country.
 */

import {FRENCH_RANGES} from "./french_ranges";
import {IdentifierError} from "./reason";

// Ten digits, or +33 and nine, a trunk zero in brackets between them or not.
const FRENCH = /^(?:\+33(?:\(0\)|0)?|0)([1-9][0-9]{8})$/;
const FOREIGN = /^\+[1-9][0-9]{6,14}$/;
const NOISE = /[\s.\-/\u2010-\u2015]/g;

/**
 * @param {string} value as typed
 * @param {string} [country] ISO 3166 code whose national notation is understood
 */
export function checkPhone(value, country = "FR") {
    const compact = value
        .replace(NOISE, "")
        .replace(/^00/, "+")
        .replace(/^\((\d+)\)/, "$1");
    const french = FRENCH.exec(compact);
    if (french && (country === "FR" || compact.startsWith("+33"))) {
        if (!FRENCH_RANGES.test(french[1])) {
            throw new IdentifierError(value, "structure");
        }
        return `+33${french[1]}`;
    }
    if (country !== "FR" && /^[0-9]{5,15}$/.test(compact)) {
        return compact;
    }
    const foreign = compact.replace("(0)", "").replace(/[()]/g, "");
    if (compact.startsWith("+33")) {
        throw new IdentifierError(value, "length");
    }
    if (FOREIGN.test(foreign)) {
        return foreign;
    }
    throw new IdentifierError(value, /\d/.test(value) ? "length" : "not_a_number");
}

/** For the eye: « 02 99 11 22 33 », other numbers as they are. */
export function spokenPhone(value) {
    const french = FRENCH.exec(value.replace(NOISE, ""));
    return french ? `0${french[1]}`.replace(/(\d\d)(?=\d)/g, "$1 ") : value;
}

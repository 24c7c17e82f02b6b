/** SIRET (INSEE): 14 digits whose first nine, the SIREN, have a key of their own. */

import {IdentifierError} from "./reason";

const LA_POSTE = "356000000";

function luhn(digits) {
    return [...digits].reverse().reduce((sum, char, index) => {
        const value = Number(char) * (index % 2 ? 2 : 1);
        return sum + (value > 9 ? value - 9 : value);
    }, 0);
}

function hasRightKey(number) {
    const plain = luhn(number) % 10 === 0;
    if (!number.startsWith(LA_POSTE) || plain) {
        return plain;
    }
    // La Poste has more establishments than keys: the digits add up to a multiple of 5.
    return [...number].reduce((sum, char) => sum + Number(char), 0) % 5 === 0;
}

/** Normalise a SIRET and verify its keys (S3-97). */
export function checkSiret(value) {
    const number = value.replace(/[\s.]/g, "");
    if (!/^\d*$/.test(number)) {
        throw new IdentifierError(value, "characters");
    }
    if (number.length !== 14) {
        throw new IdentifierError(value, "length");
    }
    if (luhn(number.slice(0, 9)) % 10 || !hasRightKey(number)) {
        throw new IdentifierError(value, "check_digits");
    }
    return number;
}

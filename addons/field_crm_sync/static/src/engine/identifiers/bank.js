/**
 * IBAN (ISO 13616) and BIC (ISO 9362), with the French RIB key, as on the server
 * (engine/identifiers/bank). The national keys of other countries are left to the server.
 */

import {BBAN_SHAPES, COUNTRIES} from "./bank_countries";
import {IdentifierError} from "./reason";

// Territories whose banks have a BIC of their own and an IBAN that starts with FR.
const FRENCH_BIC_COUNTRIES = new Set([
    ...["FR", "BL", "GF", "GP", "MC", "MF", "MQ"],
    ...["NC", "PF", "PM", "RE", "WF", "YT"],
]);
const RIB_COUNTRIES = new Set(["FR", "MC"]);
const SHAPES = {n: "[0-9]", a: "[A-Z]", c: "[A-Z0-9]"};
const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
// A, J → 1, B, K, S → 2 …: how the RIB key reads letters.
const RIB_LETTERS = "12345678912345678923456789";

function compacted(value) {
    const compact = value.replace(/\s/g, "").toUpperCase();
    if (!/^[A-Z0-9]+$/.test(compact)) {
        throw new IdentifierError(value, "characters");
    }
    return compact;
}

function modulo97(digits) {
    return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}

const letterCode = (char) => String(char.charCodeAt(0) - 55);
const ribDigit = (char) => RIB_LETTERS[char.charCodeAt(0) - 65];

/** A key goes from 01 to 97; 00, 98 and 99 would leave the right remainder, too. */
function hasRibKey(account) {
    const key = Number(account.slice(-2));
    const isInRange = key >= 1 && key <= 97;
    return isInRange && modulo97(account.replace(/[A-Z]/g, ribDigit)) === 0;
}

/** `{length, pattern}` of a country's account numbers; "5n5n11c2n" is in blocks. */
function shapeOf(country) {
    const blocks = [...BBAN_SHAPES[country].matchAll(/(\d+)([nac])/g)];
    const source = blocks.map(([, count, kind]) => `${SHAPES[kind]}{${count}}`);
    return {
        length: blocks.reduce((sum, [, count]) => sum + Number(count), 4),
        pattern: new RegExp(`^${source.join("")}$`),
    };
}

/** Normalise an IBAN and verify length, check digits and the RIB key (S3-48). */
export function checkIban(value) {
    const iban = compacted(value);
    const country = iban.slice(0, 2);
    if (!Object.hasOwn(BBAN_SHAPES, country)) {
        throw new IdentifierError(value, "country");
    }
    const {length, pattern} = shapeOf(country);
    if (iban.length !== length) {
        throw new IdentifierError(value, "length");
    }
    const account = iban.slice(4);
    if (!pattern.test(account) || !/^\d\d$/.test(iban.slice(2, 4))) {
        throw new IdentifierError(value, "structure");
    }
    const turned = (account + iban.slice(0, 4)).replace(/[A-Z]/g, letterCode);
    // 00, 01 and 99 leave the right remainder too and are never given.
    if (modulo97(turned) !== 1 || ["00", "01", "99"].includes(iban.slice(2, 4))) {
        throw new IdentifierError(value, "check_digits");
    }
    if (RIB_COUNTRIES.has(country) && !hasRibKey(account)) {
        throw new IdentifierError(value, "national_key");
    }
    return iban;
}

/** Normalise a BIC and verify its length, structure and country (S3-108). */
export function checkBic(value) {
    const bic = compacted(value);
    if (![8, 11].includes(bic.length)) {
        throw new IdentifierError(value, "length");
    }
    if (!BIC.test(bic)) {
        throw new IdentifierError(value, "structure");
    }
    if (!COUNTRIES.has(bic.slice(4, 6))) {
        throw new IdentifierError(value, "country");
    }
    return bic;
}

/** Verify an IBAN and a BIC, and that both belong to the same country. */
export function checkBankAccount(iban, bic) {
    const [account, bank] = [checkIban(iban), checkBic(bic)];
    const country = bank.slice(4, 6);
    const isSame = account.startsWith("FR")
        ? FRENCH_BIC_COUNTRIES.has(country)
        : account.startsWith(country);
    if (!isSame) {
        throw new IdentifierError(bic, "country_mismatch");
    }
    return [account, bank];
}

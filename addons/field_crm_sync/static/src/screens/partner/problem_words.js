/** What is wrong with a value, in the rep's words. */

import {_t} from "@web/core/l10n/translation";

/** @param {string} reason a word of engine/identifiers */
export function wordOfReason(reason) {
    return {
        characters: _t("There are characters that cannot be in it."),
        length: _t("It does not have the right number of characters."),
        country: _t("Its country does not exist."),
        check_digits: _t("Its check digits are wrong: one character is mistyped."),
        national_key: _t("Its RIB key is wrong: one character is mistyped."),
        structure: _t("It is not written as it should be."),
        country_mismatch: _t("The BIC and the IBAN are of different countries."),
        not_a_number: _t("This is not a phone number."),
    }[reason];
}

/** @param {number} limit characters */
export function wordOfRoom(limit) {
    return _t("At most %(limit)s characters.", {limit});
}

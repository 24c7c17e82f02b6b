/** What still keeps a prospect from being a client (S3-41, S3-46 … S3-48, S2-04). */

import {checkBankAccount, checkBic, checkIban} from "../identifiers/bank";
import {checkPhone} from "../identifiers/phone";
import {reasonAgainst} from "../identifiers/reason";
import {checkSiret} from "../identifiers/siret";
import {isFarmerSheet} from "./options";
import {isMissing, missingFields, paymentProblems, tooLong} from "./rules";

const CHECKS = {
    bic: checkBic,
    company_registry: checkSiret,
    iban: checkIban,
    mobile: checkPhone,
    phone: checkPhone,
};
const PHONES = new Set(["mobile", "phone"]);
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** The payment mode chosen, or null. */
export function modeOf(values, lists) {
    return (
        lists.payment_modes.find((mode) => mode.id === values.payment_mode_id) || null
    );
}

/** Values that follow from others: the days that a payment mode locks (S3-47). */
export function settle(values, lists) {
    const mode = modeOf(values, lists);
    const settled = {...values};
    const categoryOf = lists.subcategories.find(
        (one) => one.id === values.subcategory_code_id,
    );
    if (categoryOf && categoryOf.category_id !== values.category_code_id) {
        settled.subcategory_code_id = "";
    }
    if (mode?.farmer_only && !isFarmerSheet(settled, lists)) {
        settled.payment_mode_id = "";
    } else if (mode?.locked_days) {
        settled.payment_days = mode.locked_days;
    }
    if (!isMissing(values.zip)) {
        // The ERP keeps a postal code in two columns.
        settled.department_code = values.zip.trim().slice(0, 2);
        settled.post_office_code = values.zip.trim().slice(2, 5);
    }
    return settled;
}

/** People type account numbers in groups of four; the blanks do not count. */
function compacted(values) {
    const compact = {...values};
    for (const name of ["iban", "bic"]) {
        if (!isMissing(values[name])) {
            compact[name] = values[name].replace(/\s/g, "");
        }
    }
    return compact;
}

/**
 * Which identifiers cannot be right, by field: the word of the reason.
 *
 * @param {Object} values
 * @param {string} [country] ISO 3166 code, for phones in national notation
 */
export function wrongIdentifiers(values, country = "FR") {
    const wrong = {};
    for (const [name, check] of Object.entries(CHECKS)) {
        if (!isMissing(values[name])) {
            const known = PHONES.has(name) ? [country] : [];
            const reason = reasonAgainst(check, values[name], ...known);
            if (reason) {
                wrong[name] = reason;
            }
        }
    }
    if (!isMissing(values.email) && !EMAIL.test(values.email.trim())) {
        wrong.email = "structure";
    }
    if (values.iban && values.bic && !wrong.iban && !wrong.bic) {
        const reason = reasonAgainst(checkBankAccount, values.iban, values.bic);
        if (reason) {
            wrong.bic = reason;
        }
    }
    return wrong;
}

/**
 * @param {Object} values settled
 * @param {Object} lists
 * @param {boolean} isSigned
 * @returns {{missing: Set<string>, long: Map<string, number>,
 *     wrong: Object<string, string>, payment: string[], isComplete: boolean}}
 */
export function review(values, lists, isSigned) {
    const mode = modeOf(values, lists);
    const missing = new Set(missingFields(values, lists.sheet));
    const payment = mode
        ? paymentProblems(mode, {
              isFarmer: isFarmerSheet(values, lists),
              days: values.payment_days,
              iban: values.iban,
              bic: values.bic,
              isSigned,
          })
        : [];
    for (const name of ["iban", "bic"]) {
        if (payment.includes(`${name}_missing`)) {
            missing.add(name);
        }
    }
    const long = new Map(
        tooLong(compacted(values), lists.sheet).map((one) => [one.name, one.limit]),
    );
    const country = (lists.countries || []).find((one) => one.id === values.country_id);
    const wrong = wrongIdentifiers(values, country?.code);
    return {
        missing,
        long,
        wrong,
        payment,
        isComplete:
            !missing.size &&
            !long.size &&
            !payment.length &&
            !Object.keys(wrong).length,
    };
}

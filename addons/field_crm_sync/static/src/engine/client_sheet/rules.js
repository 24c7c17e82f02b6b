/**
 * Completeness, lengths and payment rules of the client sheet (annexe 2), as on the
 * server (engine/client_sheet). Fields and payment modes come with the lists.
 *
 * @typedef {Object} SheetField
 * @property {string} name
 * @property {number|null} length greatest number of characters of a typed text
 * @property {boolean} mandatory at conversion
 *
 * @typedef {Object} PaymentMode
 * @property {boolean} farmer_only
 * @property {number} locked_days 0 when they are free
 * @property {boolean} requires_bank_account
 * @property {boolean} requires_signature
 */

/** Zero is a value: « 0 jour » is an answer. */
export function isMissing(value) {
    if (value === undefined || value === null || value === false) {
        return true;
    }
    return typeof value === "string" && !value.trim();
}

/** Names of the mandatory fields without a value, in the order of the sheet (S3-41). */
export function missingFields(values, sheet) {
    return sheet
        .filter((field) => field.mandatory && isMissing(values[field.name]))
        .map((field) => field.name);
}

/**
 * The texts that do not fit their column.
 *
 * @returns {{name: string, length: number, limit: number}[]}
 */
export function tooLong(values, sheet) {
    return sheet
        .filter(({name, length}) => length && typeof values[name] === "string")
        .map(({name, length}) => ({
            name,
            // Letters, as the server counts them, not UTF-16 halves.
            length: [...values[name]].length,
            limit: length,
        }))
        .filter(({length, limit}) => length > limit);
}

/** Whether a client is a farmer: the sub-category may override the category (AMB-15). */
export function isFarmer(category, subcategory) {
    if (subcategory && subcategory.farmer !== "inherit") {
        return subcategory.farmer === "yes";
    }
    return Boolean(category && category.is_farmer);
}

/** The payment modes on offer: some are for farmers only (S3-46). */
export function offeredModes(modes, farmer) {
    return modes.filter((mode) => farmer || !mode.farmer_only);
}

/** Every payment rule that is broken, so that all can be mended at once. */
export function paymentProblems(mode, {isFarmer: farmer, days, iban, bic, isSigned}) {
    const checks = [
        [mode.farmer_only && !farmer, "farmers_only"],
        [mode.locked_days && days !== mode.locked_days, "days_locked"],
        [mode.requires_bank_account && !iban, "iban_missing"],
        [mode.requires_bank_account && !bic, "bic_missing"],
        [mode.requires_signature && !isSigned, "signature_missing"],
    ];
    return checks.filter(([isBroken]) => isBroken).map(([, problem]) => problem);
}

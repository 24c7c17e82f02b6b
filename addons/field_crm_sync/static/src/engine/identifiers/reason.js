/** An identifier that is not valid; `reason` says in one word what is wrong. */
export class IdentifierError extends Error {
    /**
     * @param {string} value what was entered
     * @param {"characters"|"length"|"country"|"check_digits"|"national_key"|
     *     "structure"|"country_mismatch"|"not_a_number"} reason
     */
    constructor(value, reason) {
        super(`${reason}: ${value}`);
        this.value = value;
        this.reason = reason;
    }
}

/** The reason why `check(...values)` refuses them, or null. */
export function reasonAgainst(check, ...values) {
    try {
        check(...values);
        return null;
    } catch (error) {
        if (error instanceof IdentifierError) {
            return error.reason;
        }
        throw error;
    }
}

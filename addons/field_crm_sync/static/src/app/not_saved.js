import {_t} from "@web/core/l10n/translation";

/** Nothing was written: the form stays open. `message` is for the rep. */
export class NotSaved extends Error {
    name = "NotSaved";
}

export function explain(error) {
    if (error?.name === "QuotaExceededError") {
        return _t("Not saved: this phone is full. Make room on it, then save again.");
    }
    return _t("Not saved: the phone could not write it. Try again.");
}

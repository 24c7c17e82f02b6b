import {_t} from "@web/core/l10n/translation";

/** What the lock of a tour says and does. */
export function lockTitle(tour) {
    return tour.locked
        ? _t("Locked: unlock the tour")
        : _t("Lock the tour: a new search leaves it as it is");
}

import {_t} from "@web/core/l10n/translation";

const KNOWN_AFTER_S = 3;

/** How long a work will still last, in words; nothing while it cannot be known.
 *
 * @param {Number} done units done
 * @param {Number} total units in all, 0 when unknown
 * @param {Number} seconds since the work began
 * @returns {String}
 */
export function timeLeft(done, total, seconds) {
    if (!total || !done || done >= total || seconds < KNOWN_AFTER_S) {
        return "";
    }
    const left = Math.ceil((seconds * (total - done)) / done);
    if (left < 60) {
        return _t("less than a minute left");
    }
    const minutes = Math.ceil(left / 60);
    return minutes < 60
        ? _t("about %s min left", minutes)
        : _t("about %s h left", Math.ceil(minutes / 60));
}

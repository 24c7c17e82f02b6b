/** Where the phone is. */

import {reactive} from "@odoo/owl";

const OPTIONS = {enableHighAccuracy: true, timeout: 15000, maximumAge: 60000};

/**
 * @typedef {Object} Position
 * @property {number} latitude degrees, WGS 84
 * @property {number} longitude
 * @property {number} accuracy metres, as the phone reports it
 */

/** Last known position for all screens; `state`: "off", "asking", "on" or "refused". */
export const here = reactive({position: null, state: "off"});

function toPosition({coords}) {
    return {
        latitude: coords.latitude,
        longitude: coords.longitude,
        accuracy: Math.round(coords.accuracy),
    };
}

/**
 * Where the phone is, measured less than a minute ago.
 *
 * @param {{isFresh?: boolean}} [options] `isFresh`: measured now, for what is recorded
 * @returns {Promise<Position|null>} null when the phone does not say
 */
export function locate({isFresh = false} = {}) {
    if (!navigator.geolocation) {
        here.state = "refused";
        return Promise.resolve(null);
    }
    here.state = here.position ? here.state : "asking";
    return new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
            (found) => {
                here.position = toPosition(found);
                here.state = "on";
                resolve(here.position);
            },
            () => {
                here.state = "refused";
                resolve(null);
            },
            {...OPTIONS, ...(isFresh ? {maximumAge: 0} : {})},
        );
    });
}

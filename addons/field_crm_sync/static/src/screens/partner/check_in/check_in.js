/**
 * The visit under way: where and when the rep checked in (S2-34, S2-35). It outlives a
 * restart of the phone and ends with the report of the visit.
 */

import {reactive} from "@odoo/owl";

const PLACE = "field_check_in";

function remembered() {
    try {
        return JSON.parse(localStorage.getItem(PLACE));
    } catch {
        return null;
    }
}

/** `current`: `{partner, name, at, latitude, longitude, accuracy, distance, reason?}` */
export const visiting = reactive({current: remembered()});

export function beginCheckIn(checkIn) {
    visiting.current = checkIn;
    localStorage.setItem(PLACE, JSON.stringify(checkIn));
}

export function endCheckIn() {
    visiting.current = null;
    localStorage.removeItem(PLACE);
}

/** What the report of a visit says of the check-in; null without one. */
export function currentCheckIn(partnerKey) {
    const {current} = visiting;
    if (!current || current.partner !== partnerKey) {
        return null;
    }
    const {at, latitude, longitude, accuracy, distance, reason} = current;
    return {
        at,
        latitude,
        longitude,
        accuracy,
        distance,
        ...(reason ? {reason} : {}),
    };
}

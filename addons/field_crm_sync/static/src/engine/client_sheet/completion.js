/** Mandatory fields of a client, completed before a mission on site (S2-05, S2-06). */

import {missingFields} from "./rules";

/** Decided at the office, or not on the phones at all. */
const OFFICE = ["user_id", "iban", "bic"];
/** In the ERP the postal code stands as two columns; people type one. */
const POSTCODE = ["department_code", "post_office_code"];

/**
 * Fields that a rep has to fill, in the order of the sheet; none for a prospect.
 *
 * @param {Object} partner
 * @param {Object} lists
 * @returns {Object[]} fields of `lists.sheet`
 */
export function fieldsToComplete(partner, lists) {
    if (partner.field_status !== "client") {
        return [];
    }
    const missing = new Set(missingFields(partner, lists.sheet));
    if (!partner.zip && POSTCODE.some((name) => missing.has(name))) {
        missing.add("zip");
        POSTCODE.forEach((name) => missing.delete(name));
    } else {
        missing.delete("zip");
    }
    return lists.sheet.filter(({name}) => missing.has(name) && !OFFICE.includes(name));
}

/** Whether a type of mission is carried out on site. */
export function requiresVisit(typeId, lists) {
    const type = (lists.visit_types || []).find(({id}) => id === typeId);
    return Boolean(type?.requires_visit);
}

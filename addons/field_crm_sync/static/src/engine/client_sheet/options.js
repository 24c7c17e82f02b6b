/** What a field of the sheet can be chosen from, out of the lists that the phone has. */

import {isFarmer, offeredModes} from "./rules";

const byId = (rows, id) => (rows || []).find((row) => row.id === id);

/** The list named by a field: `codes:periodicity`, or a key of the lists. */
function rowsOf(lists, name) {
    const [key, kind] = name.split(":");
    const rows = lists[key] || [];
    return kind ? rows.filter((row) => row.list === kind) : rows;
}

/** Whether these values are those of a farmer (AMB-15). */
export function isFarmerSheet(values, lists) {
    return isFarmer(
        byId(lists.categories, values.category_code_id),
        byId(lists.subcategories, values.subcategory_code_id),
    );
}

/**
 * @param {{name: string, list: string}} field
 * @param {Object} values of the other fields: some choices depend on them
 * @param {Object} lists
 * @returns {{id: number, name: string}[]}
 */
export function optionsOf(field, values, lists) {
    let rows = rowsOf(lists, field.list);
    if (field.name === "subcategory_code_id") {
        rows = rows.filter((row) => row.category_id === values.category_code_id);
    }
    if (field.name === "payment_mode_id") {
        rows = offeredModes(rows, isFarmerSheet(values, lists));
    }
    return rows;
}

/** A value as people read it. */
export function wordOf(field, value, lists) {
    if (value === undefined || value === null || value === false || value === "") {
        return "";
    }
    if (field.list) {
        return byId(rowsOf(lists, field.list), value)?.name || "";
    }
    return String(value);
}

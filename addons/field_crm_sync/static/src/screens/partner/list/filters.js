/** What a list of clients can be narrowed by (S2-31). */

import {_t} from "@web/core/l10n/translation";

import {plain} from "../../../engine/search/text";
import {addDays, addMonths} from "../../../engine/calendar/day";

/** The attributes that reps ask for most, then all others of the sheet. */
const FIRST = ["sector_id", "agency_id", "category_code_id", "price_grid_id", "city"];
const TEXT = "text";

function due() {
    return {
        name: "revisit_date",
        label: _t("Date to see again"),
        options: [
            {id: "late", name: _t("Late")},
            {id: "week", name: _t("Within a week")},
            {id: "none", name: _t("Without a date")},
        ],
    };
}

function seen() {
    return {
        name: "last_visit_date",
        label: _t("Last visit"),
        options: [
            {id: 1, name: _t("More than 1 month ago")},
            {id: 3, name: _t("More than 3 months ago")},
            {id: 6, name: _t("More than 6 months ago")},
            {id: "never", name: _t("Never visited")},
        ],
    };
}

/** @returns {{name, label, options?, isFirst}[]} without options a text is typed */
export function filterFields(lists) {
    const ofSheet = lists.sheet
        .filter(({type}) => type !== "date" && type !== "integer")
        .map((field) => ({
            name: field.name,
            label: field.label,
            options: field.list ? chosenFrom(field.list, lists) : undefined,
        }));
    const fields = [
        due(),
        seen(),
        {name: "sector_id", label: _t("Sector"), options: lists.sectors},
        {name: "category_id", label: _t("Tags"), options: lists.tags},
        {name: "park", label: _t("Park"), options: lists.park_types},
        {name: "zip", label: _t("Postal code")},
        ...ofSheet,
    ].filter(({options}) => !options || options.length);
    const first = new Set(["revisit_date", "last_visit_date", "park", ...FIRST]);
    return fields.map((field) => ({...field, isFirst: first.has(field.name)}));
}

function chosenFrom(list, lists) {
    const [key, kind] = list.split(":");
    return (lists[key] || []).filter((row) => !kind || row.list === kind);
}

function dueTest(wanted, today) {
    const tests = {
        late: (day) => Boolean(day) && day <= today,
        week: (day) => Boolean(day) && day <= addDays(today, 7),
        none: (day) => !day,
    };
    return tests[wanted];
}

function seenTest(wanted, today) {
    if (wanted === "never") {
        return (moment) => !moment;
    }
    const before = addMonths(today, -wanted);
    return (moment) => Boolean(moment) && moment.slice(0, 10) < before;
}

/** The filters as `field.partners.find` takes them: a value or a test by column. */
export function toQuestion(filters, today) {
    const tests = {
        revisit_date: (wanted) => dueTest(wanted, today),
        last_visit_date: (wanted) => seenTest(wanted, today),
        category_id: (wanted) => (ids) => Boolean(ids) && ids.includes(wanted),
        park: (wanted) => (park) => Boolean(park) && wanted in park,
        [TEXT]: (wanted) => {
            const text = plain(wanted.trim());
            return (value) => Boolean(value) && plain(String(value)).includes(text);
        },
    };
    return Object.fromEntries(
        Object.entries(filters).map(([name, wanted]) => {
            const isTyped = typeof wanted === "string" && !tests[name];
            const test = tests[isTyped ? TEXT : name];
            return [name, test ? test(wanted) : wanted];
        }),
    );
}

/** « Secteur : Rennes Nord », one for each filter in use. */
export function spokenFilters(filters, lists) {
    const byName = new Map(filterFields(lists).map((field) => [field.name, field]));
    return Object.entries(filters).map(([name, wanted]) => {
        const field = byName.get(name);
        const option = field?.options?.find((one) => one.id === wanted);
        return _t("%(field)s: %(value)s", {
            field: field?.label || name,
            value: option?.name || wanted,
        });
    });
}

/** What a card says of a client: every attribute that has a value (S2-21). */

import {_t} from "@web/core/l10n/translation";

import {wordOf} from "../../../engine/client_sheet/options";
import {ownLines} from "../own_fields";
import {toMoment, spokenDay, spokenPhone} from "../../shared/wording";

const DAYS = ["revisit_date", "next_visit_date", "company_creation_date"];
const PHONES = ["phone", "mobile", "fax"];

/** Fields that stand besides those of the sheet. */
function further() {
    return [
        {name: "client_code", label: _t("Client code")},
        {name: "ref", label: _t("Reference")},
        {name: "internal_name", label: _t("Alias")},
        {name: "zip", label: _t("Postal code")},
        {name: "sector_id", label: _t("Sector"), list: "sectors"},
        {name: "website", label: _t("Website")},
        {name: "opening_summary", label: _t("Opening hours")},
        {name: "visit_kind", label: _t("Type")},
        {name: "visit_description", label: _t("Description")},
        {name: "site_note", label: _t("Note on site")},
        {name: "revisit_date", label: _t("Date to see again")},
        {name: "next_visit_date", label: _t("Next visit")},
        {name: "last_rating", label: _t("Last opinion")},
    ];
}

function spoken(field, value, lists) {
    if (!value) {
        return "";
    }
    if (DAYS.includes(field.name)) {
        return spokenDay(value);
    }
    if (PHONES.includes(field.name)) {
        return spokenPhone(value);
    }
    return wordOf(field, value, lists);
}

function tagsOf(partner, lists) {
    const names = (partner.category_id || []).map(
        (id) => lists.tags?.find((tag) => tag.id === id)?.name,
    );
    return names.filter(Boolean).join(", ");
}

/** @returns {{label: string, value: string}[]} */
export function informationOf(partner, lists) {
    const seen = new Set();
    const lines = [...further(), ...lists.sheet]
        .filter(({name}) => !seen.has(name) && seen.add(name))
        .map((field) => ({
            label: field.label,
            value: spoken(field, partner[field.name], lists),
        }));
    return [
        ...lines,
        {label: _t("Tags"), value: tagsOf(partner, lists)},
        ...ownLines(partner, lists),
    ].filter(({value}) => value);
}

/** Who made and changed the card, and when: the last lines of it. */
export function traceOf(partner) {
    const line = (moment, user, words) =>
        moment
            ? words(spokenDay(toMoment(moment).toISOString().slice(0, 10)), user || "–")
            : "";
    return [
        line(partner.create_date, partner.create_user, (day, user) =>
            _t("Created on %(day)s by %(user)s", {day, user}),
        ),
        line(partner.write_date, partner.write_user, (day, user) =>
            _t("Changed on %(day)s by %(user)s", {day, user}),
        ),
    ].filter(Boolean);
}

/** Fields that users made, as far as reps see and answer them (S0-35, S4-19). */

import {_t} from "@web/core/l10n/translation";

import {spokenDay} from "../shared/wording";

const GROUP = "group_properties";

function definitions(partner, lists) {
    const own = lists.own_fields || {};
    return {
        own_properties: own.own_properties || [],
        [GROUP]: own[GROUP]?.[partner.contact_group_id] || [],
    };
}

function spoken({type, options}, value) {
    if (value === undefined || value === null || value === false || value === "") {
        return "";
    }
    if (type === "boolean") {
        return _t("Yes");
    }
    if (type === "date") {
        return spokenDay(value);
    }
    const words = new Map(options.map(([code, label]) => [code, label]));
    return [value]
        .flat()
        .map((one) => words.get(one) || one)
        .join(", ");
}

/** @returns {{label: string, value: string}[]} */
export function ownLines(partner, lists) {
    return Object.entries(definitions(partner, lists)).flatMap(([column, fields]) =>
        fields.map((field) => ({
            label: field.label,
            value: spoken(field, partner[column]?.[field.name]),
        })),
    );
}

/** What a client has now under a name of the report, `group_properties.x` included. */
export function valueOf(partner, name) {
    const [column, own] = name.split(".");
    return own ? partner[column]?.[own] : partner[name];
}

function asField({name, label, type, options}) {
    return {
        name,
        label,
        type,
        options: (options || []).map(([id, word]) => ({id, name: word})),
    };
}

/** The own fields of a client or prospect, as a form asks for them (S0-61). */
export function ownFieldsOf(partner, lists) {
    return Object.entries(definitions(partner, lists)).flatMap(([column, fields]) =>
        fields
            .filter(({type}) => type !== "datetime")
            .map((field) => asField({...field, name: `${column}.${field.name}`})),
    );
}

/** The fields of the client that a visit of this type asks for (S0-55). */
export function reportFieldsOf(partner, typeId, lists) {
    return (lists.report_fields || [])
        .filter(({type_ids: types}) => !types?.length || types.includes(typeId))
        .flatMap((field) =>
            field.name === GROUP
                ? definitions(partner, lists)[GROUP].map((own) =>
                      asField({...own, name: `${GROUP}.${own.name}`}),
                  )
                : [asField(field)],
        );
}

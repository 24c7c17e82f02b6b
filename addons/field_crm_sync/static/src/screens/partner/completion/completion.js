import {useState} from "@odoo/owl";

import {useField} from "../../../app/use_field";
import {settle, wrongIdentifiers} from "../../../engine/client_sheet/conversion";
import {fieldsToComplete} from "../../../engine/client_sheet/completion";
import {optionsOf} from "../../../engine/client_sheet/options";
import {isMissing, tooLong} from "../../../engine/client_sheet/rules";
import {wordOfReason, wordOfRoom} from "../problem_words";

/* An account number or a signature is asked for by a modification request. */
const isOfOffice = (mode) => mode.requires_bank_account || mode.requires_signature;

/**
 * What a client lacks before a mission on site, as a form holds it (S2-05).
 *
 * @param {() => Object} partner
 * @returns {{fields: Object[], isComplete: boolean, set: Function, save: Function}}
 */
export function useCompletion(partner) {
    const field = useField();
    const typed = useState({});

    /* Anew each time: another form may have filled the sheet meanwhile. */
    const missing = () => fieldsToComplete(partner(), field.lists);

    function values() {
        const settled = settle({...partner(), ...typed}, field.lists);
        return Object.fromEntries(
            missing()
                .map(({name}) => [name, settled[name]])
                .map(([name, value]) => [
                    name,
                    typeof value === "string" ? value.trim() : value,
                ]),
        );
    }

    function problem({name}) {
        const reason = wrongIdentifiers({[name]: typed[name]})[name];
        const [long] = tooLong({[name]: typed[name]}, field.lists.sheet);
        return reason ? wordOfReason(reason) : long && wordOfRoom(long.limit);
    }

    function options(one) {
        const rows = optionsOf(one, {...partner(), ...typed}, field.lists);
        return one.name === "payment_mode_id"
            ? rows.filter((mode) => !isOfOffice(mode))
            : rows;
    }

    return {
        get fields() {
            const now = values();
            return missing().map((one) => ({
                ...one,
                type: one.list ? "choice" : one.type,
                options: one.list ? options(one) : undefined,
                value: now[one.name],
                problem: problem(one),
            }));
        },
        get isComplete() {
            const now = values();
            return missing().every((one) => !isMissing(now[one.name]) && !problem(one));
        },
        set(name, value) {
            typed[name] = value;
        },
        /** @throws {NotSaved} */
        async save() {
            if (missing().length) {
                await field.save("CF", {partner: partner().key, values: values()});
            }
        },
    };
}

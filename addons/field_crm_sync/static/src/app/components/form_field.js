import {Component} from "@odoo/owl";

let count = 0;

/** An id that no other element of the page has. */
export function newId() {
    return `f-${++count}`;
}

/** Label, red dot of what is mandatory, help and error around an input.
 *
 * The input of the slot takes `id` from `inputId`, and `aria-describedby` from
 * `describedBy(inputId, props)`.
 */
export class FormField extends Component {
    static template = "field_crm_sync.FormField";
    static props = {
        label: String,
        inputId: String,
        isRequired: {type: Boolean, optional: true},
        isFilled: {type: Boolean, optional: true},
        isGroup: {type: Boolean, optional: true},
        help: {type: String, optional: true},
        error: {type: String, optional: true},
        slots: Object,
    };
}

/** Props that every field takes. */
export const FIELD_PROPS = {
    label: String,
    value: {optional: true},
    onChange: Function,
    isRequired: {type: Boolean, optional: true},
    isReadonly: {type: Boolean, optional: true},
    help: {type: String, optional: true},
    error: {type: String, optional: true},
};

export function describedBy(id, {help, error}) {
    const found = [error && `${id}-error`, help && `${id}-help`].filter(Boolean);
    return found.length ? found.join(" ") : undefined;
}

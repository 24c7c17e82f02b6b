import {Component} from "@odoo/owl";

import {ChoiceField} from "../../../app/components/choice_field";
import {SwitchField} from "../../../app/components/switch_field";
import {TextField} from "../../../app/components/text_field";

const KEYBOARDS = {
    phone: "tel",
    mobile: "tel",
    fax: "tel",
    email: "email",
    website: "url",
};
const LINES = 3;

/**
 * One value of the client sheet, of the kind that the lists say: the component for it is
 * chosen here, so that forms need not know.
 */
export class Input extends Component {
    static template = "field_crm_sync.Input";
    static components = {ChoiceField, SwitchField, TextField};
    static props = {
        name: String,
        label: String,
        value: {optional: true},
        type: {type: String, optional: true},
        options: {type: Array, optional: true},
        onChange: Function,
        isMandatory: {type: Boolean, optional: true},
        isDisabled: {type: Boolean, optional: true},
        maxLength: {type: [Number, Boolean, {value: null}], optional: true},
        min: {type: String, optional: true},
        max: {type: String, optional: true},
        placeholder: {type: String, optional: true},
        problem: {type: [String, Boolean, {value: null}], optional: true},
        hint: {type: [String, Boolean], optional: true},
    };
    static defaultProps = {type: "char"};

    get common() {
        return {
            label: this.props.label,
            isRequired: Boolean(this.props.isMandatory),
            isReadonly: Boolean(this.props.isDisabled),
            help: this.props.hint || this.room || undefined,
            error: this.props.problem || undefined,
        };
    }

    get kind() {
        const {type, name} = this.props;
        if (type === "date") {
            return "date";
        }
        return ["integer", "float"].includes(type) ? "number" : KEYBOARDS[name];
    }

    get lines() {
        return this.props.type === "text" ? LINES : undefined;
    }

    get options() {
        return this.props.options.map(({id, name}) => ({value: id, label: name}));
    }

    /** How much room is left, once it gets tight: nothing is ever cut (AMB-09). */
    get room() {
        const {maxLength, value} = this.props;
        const used = typeof value === "string" ? [...value].length : 0;
        return maxLength && used > maxLength * 0.8 ? `${used}/${maxLength}` : "";
    }

    change(value) {
        this.props.onChange(value ?? "");
    }
}

import {Component} from "@odoo/owl";
import {FIELD_PROPS, FormField, describedBy, newId} from "./form_field";

const KEYBOARDS = {number: "decimal", tel: "tel", email: "email", url: "url"};

function toNumber(text) {
    return Number(text.replace(/\s/g, "").replace(",", "."));
}

/** A line of text, a number, a date, a phone number, or with `rows` several lines.
 *
 * `type`: text, tel, email, url, number or date. A number arrives as a number, empty as
 * `null`; everything else as text.
 */
export class TextField extends Component {
    static template = "field_crm_sync.TextField";
    static components = {FormField};
    static props = {
        ...FIELD_PROPS,
        type: {type: String, optional: true},
        rows: {type: Number, optional: true},
        min: {type: [String, Number], optional: true},
        max: {type: [String, Number], optional: true},
        maxLength: {type: Number, optional: true},
        placeholder: {type: String, optional: true},
        autocomplete: {type: String, optional: true},
        unit: {type: String, optional: true},
    };

    setup() {
        this.id = newId();
    }

    get type() {
        // Browsers refuse a decimal comma in number inputs of another language.
        const {type = "text"} = this.props;
        return type === "number" ? "text" : type;
    }

    get keyboard() {
        return KEYBOARDS[this.props.type];
    }

    get described() {
        return describedBy(this.id, this.props);
    }

    get isFilled() {
        return ![undefined, null, "", false].includes(this.props.value);
    }

    get shown() {
        const {value, type} = this.props;
        if (!this.isFilled) {
            return "";
        }
        if (type !== "number") {
            return value;
        }
        // « 12, » is half of a number, and must not be put right while it is typed.
        return this.typed && Object.is(toNumber(this.typed), value)
            ? this.typed
            : String(value).replace(".", ",");
    }

    change(event) {
        const text = event.target.value;
        if (this.props.type !== "number") {
            this.props.onChange(text);
            return;
        }
        this.typed = text;
        this.props.onChange(text.trim() === "" ? null : toNumber(text));
    }
}

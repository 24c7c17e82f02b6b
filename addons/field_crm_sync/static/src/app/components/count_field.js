import {Component} from "@odoo/owl";
import {Icon} from "./icon";
import {newId} from "./form_field";

/** A small whole number with a button on either side, as vehicles of one type. */
export class CountField extends Component {
    static template = "field_crm_sync.CountField";
    static components = {Icon};
    static props = {
        label: String,
        value: {type: Number, optional: true},
        onChange: Function,
        max: {type: Number, optional: true},
    };

    setup() {
        this.id = newId();
    }

    read(text) {
        this.set(Number(text));
    }

    set(value) {
        const number = Number.isFinite(value) ? Math.trunc(value) : 0;
        this.props.onChange(Math.min(Math.max(number, 0), this.props.max ?? 99999));
    }
}

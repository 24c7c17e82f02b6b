import {Component} from "@odoo/owl";
import {newId} from "./form_field";

/** Yes or no. */
export class SwitchField extends Component {
    static template = "field_crm_sync.SwitchField";
    static props = {
        label: String,
        value: {type: Boolean, optional: true},
        onChange: Function,
        help: {type: String, optional: true},
        isReadonly: {type: Boolean, optional: true},
    };

    setup() {
        this.id = newId();
    }
}

import {Component} from "@odoo/owl";
import {FIELD_PROPS, FormField, newId} from "./form_field";
import {Icon} from "./icon";

/** Any of several, as pills with a tick. `value` is the list of what is chosen. */
export class ChecksField extends Component {
    static template = "field_crm_sync.ChecksField";
    static components = {FormField, Icon};
    static props = {...FIELD_PROPS, options: Array};

    setup() {
        this.id = newId();
    }

    get chosen() {
        return new Set(this.props.value || []);
    }

    toggle(value) {
        const {chosen} = this;
        if (!chosen.delete(value)) {
            chosen.add(value);
        }
        this.props.onChange([...chosen]);
    }
}

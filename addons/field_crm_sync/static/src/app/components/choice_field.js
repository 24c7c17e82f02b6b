import {Component} from "@odoo/owl";
import {FIELD_PROPS, FormField, describedBy, newId} from "./form_field";

const MOST_PILLS = 6;

/** One of several: as pills while they are few, else the phone's own list.
 *
 * `options`: `[{value, label}]`. An optional choice is taken back by a second tap.
 */
export class ChoiceField extends Component {
    static template = "field_crm_sync.ChoiceField";
    static components = {FormField};
    static props = {
        ...FIELD_PROPS,
        options: Array,
        isList: {type: Boolean, optional: true},
    };

    setup() {
        this.id = newId();
    }

    get hasPills() {
        return !this.props.isList && this.props.options.length <= MOST_PILLS;
    }

    get described() {
        return describedBy(this.id, this.props);
    }

    get chosen() {
        return this.props.options.findIndex(({value}) => value === this.props.value);
    }

    choose(value) {
        const isAgain = value === this.props.value && !this.props.isRequired;
        this.props.onChange(isAgain ? null : value);
    }

    select(event) {
        const option = this.props.options[Number(event.target.value)];
        this.props.onChange(event.target.value === "" ? null : option.value);
    }
}

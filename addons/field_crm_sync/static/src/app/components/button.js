import {Component} from "@odoo/owl";
import {Icon} from "./icon";

/** A button of at least 48 pixels; without a label it needs a `title`.
 *
 * `kind`: main, plain, quiet or danger. While `isBusy` it takes no second tap.
 */
export class Button extends Component {
    static template = "field_crm_sync.Button";
    static components = {Icon};
    static props = {
        label: {type: String, optional: true},
        title: {type: String, optional: true},
        icon: {type: String, optional: true},
        kind: {type: String, optional: true},
        onTap: {type: Function, optional: true},
        isDisabled: {type: Boolean, optional: true},
        isBusy: {type: Boolean, optional: true},
        isWide: {type: Boolean, optional: true},
        isSubmit: {type: Boolean, optional: true},
        class: {type: String, optional: true},
    };

    get classes() {
        const {kind = "plain", label, isWide} = this.props;
        return [
            `f-button f-button-${kind}`,
            label ? "" : "f-button-round",
            isWide ? "f-button-wide" : "",
            this.props.class || "",
        ].join(" ");
    }
}

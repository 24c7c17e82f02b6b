import {Component} from "@odoo/owl";
import {Icon} from "./icon";
import {Tick} from "./tick";

/** One thing of a list: title, line below, tick, and what the slots add.
 *
 * With `onTap` the whole card is a button. Slots: `aside` right of the title, `default`
 * below, `actions` at the foot.
 */
export class Card extends Component {
    static template = "field_crm_sync.Card";
    static components = {Icon, Tick};
    static props = {
        title: {type: String, optional: true},
        subtitle: {type: String, optional: true},
        icon: {type: String, optional: true},
        tick: {type: [Number, String], optional: true},
        kind: {type: String, optional: true},
        isSelected: {type: Boolean, optional: true},
        onTap: {type: Function, optional: true},
        slots: {type: Object, optional: true},
    };

    get classes() {
        return [
            "f-card",
            this.props.isSelected ? "f-card-selected" : "",
            this.props.kind ? `f-card-${this.props.kind}` : "",
        ].join(" ");
    }
}

import {Component} from "@odoo/owl";
import {Icon} from "./icon";
import {_t} from "@web/core/l10n/translation";

const KINDS = {1: "wait", 2: "good", alert: "bad"};

/** How far a row has come (S2-09): one tick on the phone, two at the office.
 *
 * A row on which nothing waits shows nothing, or two ticks where `always` is set.
 */
export class Tick extends Component {
    static template = "field_crm_sync.Tick";
    static components = {Icon};
    static props = {
        value: {type: [Number, String], optional: true},
        always: {type: Boolean, optional: true},
        isNamed: {type: Boolean, optional: true},
    };

    get value() {
        return this.props.value || (this.props.always ? 2 : 0);
    }

    get kind() {
        return KINDS[this.value];
    }

    get label() {
        return {
            wait: _t("Waiting on the phone"),
            good: _t("Synchronised"),
            bad: _t("To look at"),
        }[this.kind];
    }
}

import {Component} from "@odoo/owl";
import {Icon} from "./icon";

/** Says what is not there, and in the slot what to do about it. */
export class EmptyState extends Component {
    static template = "field_crm_sync.EmptyState";
    static components = {Icon};
    static props = {
        icon: {type: String, optional: true},
        title: String,
        text: {type: String, optional: true},
        slots: {type: Object, optional: true},
    };
}

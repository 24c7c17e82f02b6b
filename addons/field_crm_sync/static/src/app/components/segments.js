import {Component} from "@odoo/owl";

/** Two to four views of which one is shown. `options`: `[{value, label, count?}]`. */
export class Segments extends Component {
    static template = "field_crm_sync.Segments";
    static props = {
        options: Array,
        value: true,
        onChange: Function,
        label: {type: String, optional: true},
    };
}

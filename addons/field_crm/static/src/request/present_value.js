import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** Today's value, beside a field of the dialog « Demande de modification » that was
 * typed over. The server says which fields differ and what they were. */
export class PresentValue extends Component {
    static template = "field_crm.PresentValue";
    static props = {...standardWidgetProps, field: {type: String}};

    get value() {
        return (this.props.record.data.changes || {})[this.props.field];
    }
}

registry.category("view_widgets").add("field_crm_present_value", {
    component: PresentValue,
    extractProps: ({attrs}) => ({field: attrs.field}),
});

import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

import {Component} from "@odoo/owl";

/** A button in each row: show this one on the map. */
export class MapPin extends Component {
    static template = "field_crm.MapPin";
    static props = {...standardWidgetProps};

    get place() {
        const {resId: id, data} = this.props.record;
        const {partner_latitude: latitude, partner_longitude: longitude} = data;
        return latitude || longitude ? {id, latitude, longitude} : null;
    }

    show() {
        this.env.clientMap.seek(this.place);
    }
}

registry.category("view_widgets").add("field_map_pin", {
    component: MapPin,
    fieldDependencies: [
        {name: "partner_latitude", type: "float"},
        {name: "partner_longitude", type: "float"},
    ],
});

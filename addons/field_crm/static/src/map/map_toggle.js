import {_t} from "@web/core/l10n/translation";

import {Component, useState} from "@odoo/owl";

/** Shows the map next to the list; on a phone instead of it. */
export class MapToggle extends Component {
    static template = "field_crm.MapToggle";
    static props = {};

    setup() {
        this.clientMap = useState(this.env.clientMap);
        this.mapLabel = _t("Map");
        this.listLabel = _t("List");
    }
}

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

// The colours of the list of clients, from the most exact to none.
const COLORS = {
    file: "text-bg-success",
    address: "text-bg-success",
    street: "text-bg-info",
    town: "text-bg-warning",
    postcode: "text-bg-danger",
    none: "text-bg-light border",
};

/** How exactly the new records of an import are on the map at once (S0-37). */
export class ImportPlacesField extends Component {
    static template = "field_crm.ImportPlacesField";
    static props = {...standardFieldProps};

    get places() {
        const counts = this.props.record.data[this.props.name] || {};
        const labels = {
            file: _t("at the coordinates of the file"),
            address: _t("at their address"),
            street: _t("at their street"),
            town: _t("at their town"),
            postcode: _t("at their postal code"),
            none: _t("not on the map: town unknown"),
        };
        return Object.keys(COLORS)
            .filter((key) => counts[key])
            .map((key) => ({
                key,
                count: counts[key],
                label: labels[key],
                className: COLORS[key],
            }));
    }
}

registry.category("fields").add("field_import_places", {
    component: ImportPlacesField,
    displayName: _t("Precision of places"),
    supportedTypes: ["json"],
});

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/** The first rows of a file, `{headers, rows}` of texts. */
export class ImportPreviewField extends Component {
    static template = "field_crm.ImportPreviewField";
    static props = {...standardFieldProps};

    get preview() {
        return this.props.record.data[this.props.name] || {headers: [], rows: []};
    }
}

registry.category("fields").add("field_import_preview", {
    component: ImportPreviewField,
    displayName: _t("First rows of a file"),
    supportedTypes: ["json"],
});

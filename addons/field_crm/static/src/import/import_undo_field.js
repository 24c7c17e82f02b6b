import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/** What undoing an import does: what goes, what comes back, what stays and why. */
export class ImportUndoField extends Component {
    static template = "field_crm.ImportUndoField";
    static props = {...standardFieldProps};

    get report() {
        return this.props.record.data[this.props.name] || null;
    }
}

registry.category("fields").add("field_import_undo", {
    component: ImportUndoField,
    displayName: _t("Undo of an import"),
    supportedTypes: ["json"],
});

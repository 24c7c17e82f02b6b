import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

const SOURCE_CLASSES = {
    template: "text-bg-success",
    header: "text-bg-success",
    similar_header: "text-bg-info",
    content: "text-bg-warning",
};

/** The columns of a file, each beside the field that it goes into (S0-33). */
export class ImportMappingField extends Component {
    static template = "field_crm.ImportMappingField";
    static components = {SelectMenu};
    static props = {...standardFieldProps, groupsField: {type: String}};

    get columns() {
        return this.props.record.data[this.props.name].records;
    }

    get groups() {
        return this.props.record.data[this.props.groupsField] || [];
    }

    /** How a proposal was found, as long as it stands. */
    source({data, fields}) {
        if (!data.target || data.target !== data.proposed || !data.source) {
            return null;
        }
        const [, label] = fields.source.selection.find(([key]) => key === data.source);
        return {label, className: SOURCE_CLASSES[data.source]};
    }

    onSelect(column, target) {
        return column.update({target: target || false});
    }
}

registry.category("fields").add("field_import_mapping", {
    component: ImportMappingField,
    displayName: _t("Columns of a file"),
    supportedTypes: ["one2many"],
    useSubView: true,
    extractProps: ({options}) => ({groupsField: options.groups_field}),
});

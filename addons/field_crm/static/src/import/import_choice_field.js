import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/** A choice among the texts that another field of the record lists. */
export class ImportChoiceField extends Component {
    static template = "field_crm.ImportChoiceField";
    static components = {SelectMenu};
    static props = {...standardFieldProps, choicesField: {type: String}};

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get choices() {
        const names = this.props.record.data[this.props.choicesField] || [];
        return names.map((name) => ({value: name, label: name}));
    }

    onSelect(value) {
        return this.props.record.update({[this.props.name]: value});
    }
}

export const importChoiceField = {
    component: ImportChoiceField,
    displayName: _t("Choice from a list"),
    supportedTypes: ["char"],
    extractProps: ({options}) => ({choicesField: options.choices_field}),
};

registry.category("fields").add("field_import_choice", importChoiceField);

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {
    PropertiesField,
    propertiesField,
} from "@web/views/fields/properties/properties_field";

/** Own fields of a client: filled here, but made and deleted in « Gérer les champs ». */
export class OwnPropertiesField extends PropertiesField {
    checkDefinitionWriteAccess() {
        return Promise.resolve(false);
    }

    _getPropertyEditWarningText() {
        return _t("Own fields are made and deleted in “Manage the fields”.");
    }
}

registry.category("fields").add("field_crm_own_properties", {
    ...propertiesField,
    component: OwnPropertiesField,
});

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {selectionField} from "@web/views/fields/selection/selection_field";

/** How a text is understood: a choice that shows at once what it makes of the file. */
export const importReadingField = {
    ...selectionField,
    displayName: _t("How a file is read"),
    extractProps: (...args) => ({
        ...selectionField.extractProps(...args),
        autosave: true,
    }),
};

registry.category("fields").add("field_import_reading", importReadingField);

import {localization} from "@web/core/l10n/localization";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {FloatField, floatField} from "@web/views/fields/float/float_field";

/** A latitude or longitude; both at zero is a place that nobody knows. */
export class CoordinateField extends FloatField {
    static props = {...FloatField.props, otherField: {type: String}};

    get formattedValue() {
        const isUnknown = !this.value && !this.props.record.data[this.props.otherField];
        return isUnknown ? "" : super.formattedValue;
    }

    /** Maps and GPS devices write a point, whatever the language. */
    parse(value) {
        return super.parse(value.trim().replace(".", localization.decimalPoint) || "0");
    }
}

export const coordinateField = {
    ...floatField,
    component: CoordinateField,
    displayName: _t("Coordinate"),
    supportedTypes: ["float"],
    extractProps: (info, dynamicInfo) => ({
        ...floatField.extractProps(info, dynamicInfo),
        otherField: info.options.other_field,
    }),
};

registry.category("fields").add("field_coordinate", coordinateField);

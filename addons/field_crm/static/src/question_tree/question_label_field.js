import {registry} from "@web/core/registry";
import {CharField, charField} from "@web/views/fields/char/char_field";

/** A question in a list, moved in by its level in the tree and marked by its kind. */
export class QuestionLabelField extends CharField {
    static template = "field_crm.QuestionLabelField";

    get icon() {
        const icons = {radio: "fa-dot-circle-o", checkbox: "fa-check-square-o"};
        return icons[this.props.record.data.kind];
    }
}

export const questionLabelField = {
    ...charField,
    component: QuestionLabelField,
    fieldDependencies: [
        {name: "level", type: "integer"},
        {name: "kind", type: "selection"},
    ],
};

registry.category("fields").add("question_label", questionLabelField);

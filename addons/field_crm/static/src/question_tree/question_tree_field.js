import {Component, onWillStart, onWillUpdateProps} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {QuestionTreeInput} from "./question_tree_input";
import {loadQuestionNodes} from "./question_tree_loader";
import {QuestionTree} from "./question_tree_model";

/** Answers of a visit: a many2many to `field.visit.question`. */
export class QuestionTreeField extends Component {
    static template = "field_crm.QuestionTreeField";
    static components = {QuestionTreeInput};
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.lastChange = Promise.resolve();
        onWillStart(() => this.loadTree(this.props));
        onWillUpdateProps(async (nextProps) => {
            if (nextProps.record.id !== this.props.record.id) {
                await this.loadTree(nextProps);
            }
        });
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({detail}) =>
            detail.proms.push(this.lastChange),
        );
    }

    get chosen() {
        return new Set(this.props.record.data[this.props.name].currentIds);
    }

    async loadTree({record, name}) {
        const nodes = await loadQuestionNodes(this.orm);
        this.tree = new QuestionTree(nodes, record.data[name].currentIds);
    }

    onToggle(nodeId) {
        // One after the other: each click counts on the answers that the last one left.
        this.lastChange = this.lastChange.then(() => {
            const before = this.chosen;
            const after = this.tree.toggle(before, nodeId);
            return this.props.record.data[this.props.name].addAndRemove({
                add: [...after].filter((id) => !before.has(id)),
                remove: [...before].filter((id) => !after.has(id)),
            });
        });
        return this.lastChange;
    }
}

export const questionTreeField = {
    component: QuestionTreeField,
    displayName: _t("Question tree"),
    supportedTypes: ["many2many"],
    isEmpty: () => false,
};

registry.category("fields").add("question_tree", questionTreeField);

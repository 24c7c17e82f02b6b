import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

import {QuestionTreeInput} from "./question_tree_input";
import {loadQuestionNodes} from "./question_tree_loader";
import {QuestionTree} from "./question_tree_model";

const UNSAVED_ID = -1;

/** The tree as reps will see it, with what is being typed in the question's form. */
export class QuestionTreePreview extends Component {
    static template = "field_crm.QuestionTreePreview";
    static components = {QuestionTreeInput};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({nodes: [], chosen: new Set()});
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(async ({record}) => {
            if (record.id !== this.props.record.id) {
                await this.load(record);
            }
        });
    }

    async load(record) {
        this.state.nodes = await loadQuestionNodes(this.orm);
        this.state.chosen = this.wayTo(record);
    }

    /** Answers that unfold the tree down to the question of the form. */
    wayTo(record) {
        const tree = new QuestionTree(this.state.nodes);
        const start = record.resId || record.data.parent_id.id;
        let chosen = new Set();
        if (tree.nodes.has(start)) {
            for (const node of [
                ...tree.ancestors(start).reverse(),
                tree.nodes.get(start),
            ]) {
                chosen = tree.toggle(chosen, node.id);
            }
        }
        return chosen;
    }

    get questionId() {
        return this.props.record.resId || UNSAVED_ID;
    }

    get tree() {
        const {data} = this.props.record;
        const edited = [
            {
                id: this.questionId,
                parentId: data.parent_id.id || null,
                kind: data.kind,
                label: data.name || "…",
                active: data.active,
            },
            ...data.child_ids.records.map((child, index) => ({
                id: child.resId || UNSAVED_ID - 1 - index,
                parentId: this.questionId,
                kind: child.data.kind,
                label: child.data.name,
                // The line that waits to be filled in is no question yet.
                active: child.data.active && Boolean(child.data.name),
            })),
        ];
        const nodes = new Map(
            this.state.nodes
                .filter((node) => node.parentId !== this.questionId)
                .map((node) => [node.id, node]),
        );
        for (const node of edited) {
            nodes.set(node.id, node);
        }
        return new QuestionTree([...nodes.values()]);
    }

    get chosen() {
        return this.tree.counted(this.state.chosen);
    }

    onToggle(nodeId) {
        this.state.chosen = this.tree.toggle(this.chosen, nodeId);
    }
}

export const questionTreePreview = {
    component: QuestionTreePreview,
    fieldDependencies: [
        {name: "name", type: "char"},
        {name: "parent_id", type: "many2one"},
        {name: "kind", type: "selection"},
        {name: "active", type: "boolean"},
    ],
};

registry.category("view_widgets").add("question_tree_preview", questionTreePreview);

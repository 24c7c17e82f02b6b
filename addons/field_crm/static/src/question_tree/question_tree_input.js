import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {QuestionTree} from "./question_tree_model";

let nextId = 0;

/** The question tree to answer, or its answers to read. */
export class QuestionTreeInput extends Component {
    static template = "field_crm.QuestionTreeInput";
    static props = {
        tree: QuestionTree,
        chosen: Set,
        onToggle: {type: Function, optional: true},
        readonly: {type: Boolean, optional: true},
        highlightedId: {type: Number, optional: true},
    };
    static defaultProps = {readonly: false, onToggle: () => {}};

    setup() {
        this.id = `o_question_tree_${nextId++}`;
    }

    get clearHint() {
        return _t("Choose it again to clear it");
    }

    get answered() {
        return this.props.tree.answered(this.props.chosen);
    }

    isOption(node) {
        return node.kind !== "title";
    }

    isChosen(node) {
        return this.props.chosen.has(node.id);
    }

    /** Nodes that unfold under a chosen option. */
    sublevel(node) {
        return this.isChosen(node) ? this.props.tree.offered(node.id) : [];
    }

    inputId(node) {
        return `${this.id}_${node.id}`;
    }

    /** Browsers keep one radio of a name, and let the arrow keys move among them. */
    inputName(node) {
        return `${this.id}_under_${node.parentId ?? "top"}`;
    }

    onKeydown(ev, node) {
        // A browser never lets go of a chosen radio by itself.
        const clears = [" ", "Backspace", "Delete"].includes(ev.key);
        if (clears && node.kind === "radio" && this.isChosen(node)) {
            ev.preventDefault();
            this.props.onToggle(node.id);
        }
    }
}

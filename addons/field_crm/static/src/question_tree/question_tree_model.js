/**
 * The rules of the visit report's question tree, without any screen.
 *
 * They are those of the server (engine/question_tree): one set of cases in
 * static/tests/question_tree holds both to account.
 *
 * @typedef {Object} QuestionNode
 * @property {number} id
 * @property {number|null} parentId null at the top
 * @property {"title"|"radio"|"checkbox"} kind
 * @property {string} label
 * @property {boolean} active archived nodes are no longer offered
 *
 * @typedef {Object} AnsweredNode
 * @property {QuestionNode} node
 * @property {AnsweredNode[]} children
 */
export class QuestionTree {
    /**
     * @param {QuestionNode[]} nodes siblings in the order of the screen
     * @param {Iterable<number>} [kept] old answers: choosable although archived
     */
    constructor(nodes, kept = []) {
        this.nodes = new Map(nodes.map((node) => [node.id, node]));
        this.kept = new Set(kept);
        this.childrenByParent = new Map();
        for (const node of this.nodes.values()) {
            if (!this.childrenByParent.has(node.parentId)) {
                this.childrenByParent.set(node.parentId, []);
            }
            this.childrenByParent.get(node.parentId).push(node);
        }
    }

    /** @param {number|null} nodeId null for the top */
    children(nodeId) {
        return this.childrenByParent.get(nodeId) || [];
    }

    /** Nodes above one, the nearest first; a cycle ends the list. */
    ancestors(nodeId) {
        const found = new Map();
        let parent = this.nodes.get(this.nodes.get(nodeId).parentId);
        while (parent && !found.has(parent.id) && parent.id !== nodeId) {
            found.set(parent.id, parent);
            parent = this.nodes.get(parent.parentId);
        }
        return [...found.values()];
    }

    isChoice(nodeId) {
        return this.nodes.has(nodeId) && this.nodes.get(nodeId).kind !== "title";
    }

    /** Whether the node may be offered. */
    isAvailable(nodeId) {
        if (this.kept.has(nodeId)) {
            return true;
        }
        for (const node of [this.nodes.get(nodeId), ...this.ancestors(nodeId)]) {
            if (this.kept.has(node.id)) {
                return true;
            }
            if (!node.active) {
                return false;
            }
        }
        return true;
    }

    /** Whether every choice above the node is chosen. */
    isOpen(nodeId, chosen) {
        return this.ancestors(nodeId).every(
            (node) => node.kind === "title" || chosen.has(node.id),
        );
    }

    /** The answers that count: choices of the tree that are open. */
    counted(chosen) {
        return new Set(
            [...chosen].filter((id) => this.isChoice(id) && this.isOpen(id, chosen)),
        );
    }

    /**
     * Answers after one click: a chosen node is given up with what hangs on it, a radio
     * replaces its siblings, what cannot be answered now changes nothing.
     *
     * @param {Set<number>} chosen
     * @param {number} nodeId
     * @returns {Set<number>}
     */
    toggle(chosen, nodeId) {
        const after = new Set(chosen);
        if (after.delete(nodeId)) {
            return this.counted(after);
        }
        if (
            !this.isChoice(nodeId) ||
            !this.isAvailable(nodeId) ||
            !this.isOpen(nodeId, chosen)
        ) {
            return after;
        }
        const node = this.nodes.get(nodeId);
        if (node.kind === "radio") {
            for (const other of this.children(node.parentId)) {
                if (other.kind === "radio") {
                    after.delete(other.id);
                }
            }
        }
        return this.counted(after.add(nodeId));
    }

    /**
     * Nodes to show under one while answering: those on offer, and the titles of old
     * answers.
     *
     * @param {number|null} nodeId
     * @returns {QuestionNode[]}
     */
    offered(nodeId) {
        return this.children(nodeId).filter(
            (node) => this.isAvailable(node.id) || this.offered(node.id).length,
        );
    }

    /**
     * The answers that count, each title and choice with what was answered below it.
     *
     * @param {Set<number>} chosen
     * @param {number|null} [nodeId]
     * @returns {AnsweredNode[]}
     */
    answered(chosen, nodeId = null) {
        return this.children(nodeId)
            .filter((node) => node.kind === "title" || chosen.has(node.id))
            .map((node) => ({node, children: this.answered(chosen, node.id)}))
            .filter(({node, children}) => node.kind !== "title" || children.length);
    }
}

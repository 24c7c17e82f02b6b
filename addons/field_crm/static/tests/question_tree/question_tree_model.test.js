import {describe, expect, test} from "@odoo/hoot";
import {QuestionTree} from "@field_crm/question_tree/question_tree_model";

import {CASES} from "./question_tree_cases";

describe.current.tags("headless");

const sorted = (ids) => [...ids].sort((a, b) => a - b);

function treeOfCase({nodes, kept}) {
    return new QuestionTree(
        nodes.map(([id, parentId, kind, active]) => ({
            id,
            parentId,
            kind,
            active,
            label: `#${id}`,
        })),
        kept,
    );
}

// S3-22: same rules in the browser and on the server.
for (const questionCase of CASES) {
    test(`shared case: ${questionCase.name}`, () => {
        const tree = treeOfCase(questionCase);
        const ids = sorted(tree.nodes.keys());
        expect(ids.filter((id) => tree.isAvailable(id))).toEqual(
            questionCase.available,
        );
        let chosen = new Set();
        for (const [id, after] of questionCase.clicks) {
            chosen = tree.toggle(chosen, id);
            expect(sorted(chosen)).toEqual(after);
        }
    });
}

test("S3-22: a click leaves the answers that it was given alone", () => {
    const tree = treeOfCase(CASES[0]);
    const before = new Set([2]);
    tree.toggle(before, 3);
    expect([...before]).toEqual([2]);
});

test("S3-22: what is read back holds titles and levels, and only answers that count", () => {
    const tree = treeOfCase(CASES[2]);
    const shape = (answers) =>
        answers.map(({node, children}) => [node.id, shape(children)]);
    expect(shape(tree.answered(new Set([2, 5, 7])))).toEqual([
        [1, [[2, [[4, [[5, [[7, []]]]]]]]]],
    ]);
    expect(shape(tree.answered(new Set([3, 7])))).toEqual([]);
});

test("S3-22: the archived title of an old answer is shown with it", () => {
    const tree = treeOfCase({
        nodes: [
            [1, null, "title", false],
            [2, 1, "radio", false],
            [3, 1, "radio", false],
            [4, null, "title", false],
        ],
        kept: [2],
    });
    expect(tree.offered(null).map((node) => node.id)).toEqual([1]);
    expect(tree.offered(1).map((node) => node.id)).toEqual([2]);
});

/**
 * Cases that the tree of the browser and the one of the server must both get right.
 * The text is JSON, which the Python tests read too.
 *
 * nodes: [id, parent, kind, active]; kept: old answers; available: what may be offered;
 * clicks: [node, answers after]; problems (the server's): [answers, [[rule, node, other
 * node], ...]].
 */
export const CASES = JSON.parse(String.raw`[
    {
        "name": "radios of one parent exclude each other",
        "nodes": [
            [1, null, "title", true],
            [2, 1, "radio", true],
            [3, 1, "radio", true],
            [4, 1, "checkbox", true]
        ],
        "kept": [],
        "available": [1, 2, 3, 4],
        "clicks": [[2, [2]], [4, [2, 4]], [3, [3, 4]], [3, [4]], [4, []]],
        "problems": [
            [[], []],
            [[2, 4], []],
            [[2, 3], [["radio_conflict", 3, 2]]],
            [[1], [["title", 1, null]]],
            [[9], [["unknown", 9, null]]]
        ]
    },
    {
        "name": "radios at the top exclude each other, those of other parents do not",
        "nodes": [
            [1, null, "radio", true],
            [2, null, "radio", true],
            [3, null, "title", true],
            [4, 3, "radio", true]
        ],
        "kept": [],
        "available": [1, 2, 3, 4],
        "clicks": [[1, [1]], [4, [1, 4]], [2, [2, 4]]],
        "problems": [[[1, 4], []], [[1, 2, 4], [["radio_conflict", 2, 1]]]]
    },
    {
        "name": "a sub-level opens under its parent and goes with it",
        "nodes": [
            [1, null, "title", true],
            [2, 1, "checkbox", true],
            [3, 2, "checkbox", true],
            [4, 2, "title", true],
            [5, 4, "radio", true],
            [6, 4, "radio", true],
            [7, 5, "checkbox", true]
        ],
        "kept": [],
        "available": [1, 2, 3, 4, 5, 6, 7],
        "clicks": [
            [3, []],
            [4, []],
            [2, [2]],
            [3, [2, 3]],
            [5, [2, 3, 5]],
            [7, [2, 3, 5, 7]],
            [6, [2, 3, 6]],
            [2, []]
        ],
        "problems": [
            [[3], [["parent_not_chosen", 3, 2]]],
            [[2, 7], [["parent_not_chosen", 7, 5]]],
            [[7], [["parent_not_chosen", 7, 5]]],
            [[2, 5, 7], []]
        ]
    },
    {
        "name": "archived nodes are not offered, what is under them neither",
        "nodes": [
            [1, null, "title", false],
            [2, 1, "radio", true],
            [3, null, "checkbox", false],
            [4, 3, "checkbox", true],
            [5, null, "checkbox", true]
        ],
        "kept": [],
        "available": [5],
        "clicks": [[2, []], [3, []], [5, [5]]],
        "problems": [
            [[2], []],
            [[3, 4], []],
            [[4], [["parent_not_chosen", 4, 3]]]
        ]
    },
    {
        "name": "old answers stay choosable although archived",
        "nodes": [
            [1, null, "title", false],
            [2, 1, "radio", true],
            [3, 1, "radio", false],
            [4, 3, "checkbox", true],
            [5, 3, "checkbox", false]
        ],
        "kept": [3],
        "available": [3, 4],
        "clicks": [[3, [3]], [4, [3, 4]], [5, [3, 4]], [2, [3, 4]], [3, []], [3, [3]]],
        "problems": [
            [[3, 4], []],
            [[2, 3], [["radio_conflict", 3, 2]]]
        ]
    },
    {
        "name": "a broken tree hangs nothing",
        "nodes": [
            [1, 2, "checkbox", true],
            [2, 1, "checkbox", true],
            [3, 3, "checkbox", true],
            [4, 99, "checkbox", true],
            [5, 1, "checkbox", true]
        ],
        "kept": [],
        "available": [1, 2, 3, 4, 5],
        "clicks": [[1, []], [3, [3]], [4, [3, 4]]],
        "problems": [[[1], [["parent_not_chosen", 1, 2]]]]
    }
]`);

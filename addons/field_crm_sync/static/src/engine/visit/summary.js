/**
 * Answers of a visit as text, as the server words them (engine/question_tree/summary):
 * one line for each top node, sub-levels in brackets.
 *
 * @param {{id, parent_id, kind, name}[]} questions in the order of the screen
 * @param {number[]} answers
 * @param {(title: string, answers: string) => string} titled how a title and its answers
 *     are put side by side; languages differ
 * @returns {string} empty for an empty report
 */
export function summarise(questions, answers, titled) {
    const chosen = new Set(answers);
    const under = byParent(questions);

    function words(question) {
        const isTitle = question.kind === "title";
        if (!isTitle && !chosen.has(question.id)) {
            return "";
        }
        const below = (under.get(question.id) || [])
            .map(words)
            .filter(Boolean)
            .join(", ");
        if (isTitle) {
            return below && titled(question.name, below);
        }
        return below ? `${question.name} (${below})` : question.name;
    }

    return (under.get(null) || []).map(words).filter(Boolean).join("\n");
}

function byParent(questions) {
    const under = new Map();
    for (const question of questions) {
        const parent = question.parent_id || null;
        under.set(parent, [...(under.get(parent) || []), question]);
    }
    return under;
}

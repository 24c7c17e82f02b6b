/**
 * Read the questions from the server, archived ones included: old answers need them.
 *
 * @param {import("services").ServiceFactories["orm"]} orm
 * @returns {Promise<import("./question_tree_model").QuestionNode[]>}
 */
export async function loadQuestionNodes(orm) {
    const {records} = await orm.webSearchRead("field.visit.question", [], {
        specification: {name: {}, parent_id: {}, kind: {}, active: {}},
        context: {active_test: false},
    });
    return records.map(({id, parent_id: parentId, kind, name, active}) => ({
        id,
        parentId: parentId || null,
        kind,
        label: name,
        active,
    }));
}

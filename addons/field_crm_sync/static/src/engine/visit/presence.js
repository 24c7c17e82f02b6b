/**
 * Whether visits of a type of mission begin with a check-in (S2-34).
 *
 * @param {number} [typeId]
 * @param {Object} lists
 */
export function needsPresence(typeId, lists) {
    const type = (lists.visit_types || []).find(({id}) => id === typeId);
    return Boolean(type?.needs_presence);
}

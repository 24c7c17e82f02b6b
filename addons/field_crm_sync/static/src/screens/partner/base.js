/**
 * What the rep saw of some fields, so that the office knows whether somebody else has
 * changed them since. What the phone never had was not seen: it is left out.
 *
 * @param {Object} partner
 * @param {string[]} names
 */
export function baseOf(partner, names) {
    const known = names.filter((name) => partner[name] !== undefined);
    return Object.fromEntries(known.map((name) => [name, partner[name] ?? false]));
}

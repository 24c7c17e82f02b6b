import {valueOf} from "./own_fields";

/**
 * What the rep saw of some fields, so that the office knows whether somebody else has
 * changed them since. What the phone never had was not seen: it is left out.
 *
 * @param {Object} partner
 * @param {string[]} names own fields included, as `own_properties.x`
 */
export function baseOf(partner, names) {
    const known = names.filter((name) => partner[name.split(".")[0]] !== undefined);
    return Object.fromEntries(
        known.map((name) => [name, valueOf(partner, name) ?? false]),
    );
}

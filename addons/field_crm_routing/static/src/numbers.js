import {formatFloat} from "@web/core/utils/numbers";

/** Numbers as the user's language writes them. */

export function whole(number) {
    return formatFloat(number, {digits: [16, 0]});
}

export function tenths(number) {
    return formatFloat(number, {digits: [16, 1]});
}

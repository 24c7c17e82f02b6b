import {onWillDestroy, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";

import {useField} from "../../app/use_field";

/**
 * What a screen reads from the phone, read again whenever something has changed there.
 *
 * @param {(props: Object) => Promise<Object>} load gives an object whose keys the state
 *     takes over
 * @param {Object} initial what the state holds before
 * @returns {Object} reactive; `reload()` reads at once
 */
export function useLive(load, initial) {
    const field = useField();
    const state = useState({...initial, reload});
    let latest = 0;
    let isGone = false;

    async function reload(props) {
        const call = ++latest;
        const found = await load(props);
        // An answer that a later question has overtaken is of no use any more.
        if (call === latest && !isGone) {
            Object.assign(state, found);
        }
    }

    onWillStart(() => reload());
    onWillUpdateProps((props) => reload(props));
    const stop = field.onChange(() => reload());
    onWillDestroy(() => {
        isGone = true;
        stop?.();
    });
    return state;
}

import {useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {useField, useUi} from "../../app/use_field";

/**
 * Save what a form holds. The form stays open, with the reason, when the phone could not
 * write it down; it closes only on what has its tick.
 *
 * @param {() => void} close
 * @returns {{problem: string, isBusy: boolean, save: Function}} reactive
 */
export function useSave(close) {
    const field = useField();
    const ui = useUi();
    const state = useState({problem: "", isBusy: false, save});

    function undoing(saved, undo) {
        const run = async () => {
            await undo(saved);
            ui.toast(_t("Undone"));
        };
        return {label: _t("Undo"), run};
    }

    /**
     * @param {Object} [options] of `field.save`, and `before`: what has to have its tick
     *  first; `undo`: saves what puts it right again, for a tap on the wrong thing
     * @returns {Promise<{uuid, seq}|null>} null when it was not saved
     */
    async function save(type, args, {before, undo, ...options} = {}) {
        if (state.isBusy) {
            return null;
        }
        state.isBusy = true;
        state.problem = "";
        try {
            await before?.();
            const saved = await field.save(type, args, options);
            ui.toast(_t("Saved on the phone"), "good", undo && undoing(saved, undo));
            close(saved);
            return saved;
        } catch (error) {
            console.warn(error);
            state.problem =
                error.name === "NotSaved"
                    ? error.message
                    : _t("Not saved: %(reason)s", {reason: error.message});
            return null;
        } finally {
            state.isBusy = false;
        }
    }

    return state;
}

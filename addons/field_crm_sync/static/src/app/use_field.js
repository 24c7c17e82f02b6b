import {useComponent, useEnv, onWillUnmount} from "@odoo/owl";

/** The one object that screens read from and save to: see field.js. */
export function useField() {
    return useEnv().field;
}

/** Render again whenever what the phone holds has changed. */
export function useFieldChanges() {
    const component = useComponent();
    const stop = useField().onChange(() => component.render());
    onWillUnmount(stop);
}

/** `toast(text, kind, action)` and `confirm({title, text, yes, no, isDanger})`. */
export function useUi() {
    return useEnv().ui;
}

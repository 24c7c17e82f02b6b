import {reactive} from "@odoo/owl";

const TOAST_MS = 4000;

/** Short messages and questions, whichever screen is shown. */
export class Ui {
    constructor() {
        this.shown = reactive({toasts: [], question: null});
        this.count = 0;
    }

    /**
     * What is bad, or offers something to do, stays twice as long.
     *
     * @param {string} text
     * @param {string} [kind] good, wait or bad
     * @param {{label: string, run: Function}} [action]
     */
    toast(text, kind = "good", action = null) {
        const id = ++this.count;
        // Said twice, it would only hide more of the screen.
        this.shown.toasts = this.shown.toasts.filter((toast) => toast.text !== text);
        this.shown.toasts.push({id, text, kind, action});
        const isLong = kind === "bad" || action;
        setTimeout(() => this.drop(id), isLong ? 2 * TOAST_MS : TOAST_MS);
    }

    act({id, action}) {
        this.drop(id);
        return action.run();
    }

    drop(id) {
        this.shown.toasts = this.shown.toasts.filter((toast) => toast.id !== id);
    }

    /** Ask, and wait for the answer.
     *
     * @param {{title, text?, yes, no?, isDanger?}} question
     * @returns {Promise<boolean>}
     */
    confirm(question) {
        return new Promise((resolve) => {
            this.shown.question = {
                ...question,
                answer: (value) => {
                    this.shown.question = null;
                    resolve(value);
                },
            };
        });
    }
}

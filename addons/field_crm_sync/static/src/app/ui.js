import {reactive} from "@odoo/owl";

const TOAST_MS = 4000;

/** Short messages and questions, whichever screen is shown. */
export class Ui {
    constructor() {
        this.shown = reactive({toasts: [], question: null});
        this.count = 0;
    }

    /** @param {string} kind good, wait or bad; what is bad stays twice as long */
    toast(text, kind = "good") {
        const id = ++this.count;
        this.shown.toasts.push({id, text, kind});
        setTimeout(() => this.drop(id), kind === "bad" ? 2 * TOAST_MS : TOAST_MS);
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

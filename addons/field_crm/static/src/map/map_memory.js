import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";

/** What each user has chosen on the map, kept by the browser. */
export const mapMemory = {
    key: (name) => `field_crm.map.${user.userId}.${name}`,

    get(name, otherwise) {
        try {
            const text = browser.localStorage.getItem(this.key(name));
            return text === null ? otherwise : JSON.parse(text);
        } catch {
            return otherwise;
        }
    },

    set(name, value) {
        try {
            browser.localStorage.setItem(this.key(name), JSON.stringify(value));
        } catch {
            // A full or forbidden storage costs a click the next time, no more.
        }
    },
};

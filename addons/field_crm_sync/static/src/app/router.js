import {reactive, useEnv} from "@odoo/owl";

/* Screens have their address behind the # of the page: one page is all that a phone has
 * to keep to open any of them, and back and forward work as everywhere. */

function escapeRule(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function readRule(path) {
    const parts = path.split("/").map((part) => {
        const name = part.startsWith(":") && part.slice(1);
        return name ? `(?<${name}>[^/]+)` : escapeRule(part);
    });
    return new RegExp(`^${parts.join("/")}$`);
}

/** Which screen an address means, and what stands in it.
 *
 * @param {[string, {path: string}][]} screens by name
 * @param {string} address `/clients/12?tab=visits`
 * @returns {{name, params, query} | null}
 */
export function match(screens, address) {
    const [path, search = ""] = address.split("?");
    for (const [name, screen] of screens) {
        const found = readRule(screen.path).exec(path || "/");
        if (found) {
            const entries = Object.entries(found.groups || {});
            return {
                name,
                params: Object.fromEntries(
                    entries.map(([key, text]) => [key, decodeURIComponent(text)]),
                ),
                query: Object.fromEntries(new URLSearchParams(search)),
            };
        }
    }
    return null;
}

export class Router {
    constructor(window) {
        this.window = window;
        this.layers = [];
        this.place = reactive({address: this._read()});
        window.addEventListener("popstate", () => this._arrive());
    }

    _read() {
        return decodeURI(this.window.location.hash.slice(1)) || "/";
    }

    _arrive() {
        // The back button closes what lies over the screen before it leaves the screen.
        const layer = this.layers.at(-1);
        if (layer && this.window.history.state?.layers !== this.layers.length) {
            if (layer.close() === false) {
                this.window.history.pushState({layers: this.layers.length}, "");
            }
            return;
        }
        this.place.address = this._read();
    }

    /** Show another screen; with `replace` the back button passes this one over. */
    go(address, {replace = false} = {}) {
        const {history} = this.window;
        const depth = (history.state?.depth || 0) + (replace ? 0 : 1);
        const write = replace ? "replaceState" : "pushState";
        history[write]({depth}, "", `#${encodeURI(address)}`);
        this.place.address = address;
    }

    /** To where the rep came from, or to `home` if the app was opened here. */
    back(home = "/") {
        if (this.window.history.state?.depth) {
            this.window.history.back();
        } else {
            this.go(home, {replace: true});
        }
    }

    /** Something opens over the screen. Call what is returned when it has closed. */
    addLayer(close) {
        const {history} = this.window;
        const layer = {close};
        this.layers.push(layer);
        // One that opens out of another takes over its step of the history.
        const isNext = history.state?.layers >= this.layers.length;
        history[isNext ? "replaceState" : "pushState"](
            {depth: history.state?.depth || 0, layers: this.layers.length},
            "",
        );
        return () => {
            this.layers.splice(this.layers.indexOf(layer), 1);
            // Later: going back is no matter of this moment, opening the next one is.
            this.window.setTimeout(() => {
                if (history.state?.layers > this.layers.length) {
                    history.back();
                }
            });
        };
    }
}

export function useRouter() {
    return useEnv().router;
}

import {reactive} from "@odoo/owl";

const LOOK_MS = 3600 * 1000;

/** New versions of the app: fetched in the background, used when the rep agrees or at
 * the next start, and never between a message to the server and its answer. */
export class Update {
    constructor() {
        this.state = reactive({isReady: false});
    }

    async watch() {
        if (!navigator.serviceWorker) {
            return;
        }
        const options = {scope: "/field", updateViaCache: "none"};
        try {
            this.registration = await navigator.serviceWorker.register(
                "/field/sw.js",
                options,
            );
        } catch {
            // Without a network the one that is there goes on.
            this.registration = await navigator.serviceWorker.getRegistration("/field");
        }
        if (!this.registration) {
            return;
        }
        this._look();
        this.registration.addEventListener("updatefound", () => this._follow());
        setInterval(() => this.registration.update().catch(() => null), LOOK_MS);
    }

    _follow() {
        const {installing} = this.registration;
        installing?.addEventListener("statechange", () => this._look());
    }

    _look() {
        const isAnother = Boolean(navigator.serviceWorker.controller);
        this.state.isReady = Boolean(this.registration.waiting) && isAnother;
    }

    /** Use the new version now.
     *
     * @param {Session} session whose queue goes first, to a server that still knows it
     */
    async use(session) {
        await session.field.sync().catch(() => null);
        navigator.serviceWorker.addEventListener("controllerchange", () =>
            window.location.reload(),
        );
        const name = session.phone ? `${session.phone.name}-sync` : "field-update";
        await navigator.locks.request(name, () =>
            this.registration.waiting?.postMessage("use"),
        );
    }
}

import {MissingNumbers, Pusher} from "./pusher";
import {Puller} from "./puller";
import {Refused, Unreachable} from "./transport";
import {Uploader} from "./uploader";

const EVERY_MS = 30_000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** When to try again after failures: longer each time, and not all phones at once. */
export function waitAfter(failures, chance = Math.random()) {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
    return wait * (0.5 + chance / 2);
}

/** Brings phone and office together, whenever there is a reason and a connection.
 *
 * Only one tab does it at a time: whoever holds the lock. It tells the others.
 */
export class Syncer {
    /**
     * @param {Phone} phone
     * @param {Transport} transport
     * @param {object} hears
     * @param {(values: object) => void} hears.onStatus `{online, isSyncing, loaded}`
     * @param {(change: "queue" | "rows") => Promise} hears.onChange what is on the disk
     *  is another now
     * @param {(refusal: Refused) => Promise} hears.onRefused revoked, signed out …
     */
    constructor(phone, transport, {onStatus, onChange, onRefused}) {
        Object.assign(this, {phone, transport, onStatus, onChange, onRefused});
        this.pusher = new Pusher(phone, transport);
        this.puller = new Puller(phone, transport, (loaded) => onStatus({loaded}));
        this.uploader = new Uploader(phone, transport, () => onChange("queue"));
        this.failures = 0;
        this.resets = 0;
        this.channel = new BroadcastChannel(`${phone.name}-ticks`);
        this.channel.onmessage = ({data}) => this._hear(data);
        this.stops = [];
    }

    start() {
        const on = (target, name, call) => {
            target.addEventListener(name, call);
            this.stops.push(() => target.removeEventListener(name, call));
        };
        on(window, "online", () => this.kick({anew: true}));
        on(window, "offline", () => this.onStatus({online: false}));
        on(window, "pageshow", () => this.kick({anew: true}));
        on(document, "visibilitychange", () => {
            if (document.visibilityState === "visible") {
                this.kick({anew: true});
            }
        });
        const timer = setInterval(() => this.kick(), EVERY_MS);
        this.stops.push(() => clearInterval(timer));
        return this.kick({anew: true});
    }

    stop() {
        this.isStopped = true;
        clearTimeout(this.timer);
        this.stops.forEach((stop) => stop());
        this.channel.close();
    }

    /** Tell other tabs that the queue or the rows are others now. */
    tell(change) {
        this.channel.postMessage(change);
    }

    async _hear(change) {
        await this.phone.reload();
        await this.onChange(change);
    }

    /** Synchronise soon: at once, or when the wait after a failure is over.
     *
     * @param {{anew?: boolean}} [options] anew: there is a new reason to hope
     */
    kick({anew = false} = {}) {
        if (this.isStopped || (this.failures && !anew && this.timer)) {
            return this.running;
        }
        clearTimeout(this.timer);
        this.timer = null;
        if (this.running) {
            this.isWanted = true;
            return this.running;
        }
        this.running = this._run().finally(() => {
            this.running = null;
            if (this.isWanted && !this.failures) {
                this.isWanted = false;
                this.kick();
            }
        });
        return this.running;
    }

    async _run() {
        try {
            await navigator.locks.request(`${this.phone.name}-sync`, () =>
                this._exchange(),
            );
            this.failures = 0;
        } catch (error) {
            await this._fail(error);
        } finally {
            this.onStatus({isSyncing: false});
        }
    }

    async _exchange() {
        if (this.isStopped || !this.transport.key) {
            return;
        }
        if (await this.phone.holdings.isStale()) {
            await this.phone.reload();
        }
        await this.transport.post("ping", {
            device: this.phone.device,
            version: document.body.dataset.version,
            waiting: this.phone.outbox.waiting().length,
        });
        this.onStatus({online: true, isSyncing: true});
        if (await this.pusher.run()) {
            await this._changed("queue");
        }
        const revision = this.phone.holdings.meta.revision;
        const reset = await this.puller.run();
        if (this.phone.holdings.meta.revision !== revision) {
            await this._changed("rows");
        }
        if (reset) {
            this._beginAnew(reset);
            return;
        }
        this.resets = 0;
        await this.uploader.run();
    }

    /* At once, but once: a server that says so again and again is left in peace. */
    _beginAnew(reason) {
        this.resets++;
        if (this.resets > 1) {
            throw new Unreachable(`it has to begin anew again and again: ${reason}`);
        }
        this.isWanted = true;
    }

    async _changed(change) {
        this.tell(change);
        await this.onChange(change);
    }

    /* What has to be asked of the office then may fail as anything else: it is tried
     * again after the usual wait. */
    async _hearRefusal(refusal) {
        try {
            await this.onRefused(refusal);
        } catch (error) {
            if (!(error instanceof Unreachable)) {
                throw error;
            }
        }
    }

    async _fail(error) {
        this.failures++;
        if (error instanceof MissingNumbers) {
            await this.phone.renumber();
            await this.onRefused(new Refused("renumbered", error.message, 0));
            return;
        }
        if (error instanceof Refused && error.code !== "busy") {
            this.onStatus({online: true});
            await this._hearRefusal(error);
        } else if (error instanceof Unreachable) {
            this.onStatus({online: false});
        } else if (!(error instanceof Refused)) {
            console.error(error);
        }
        if (!this.isStopped) {
            this.timer = setTimeout(() => {
                this.timer = null;
                this.kick({anew: true});
            }, waitAfter(this.failures));
        }
    }
}

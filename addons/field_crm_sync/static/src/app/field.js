import {Journal} from "../store/journal";
import {NotSaved, explain} from "./not_saved";
import {Overlay} from "../engine/overlay/overlay";
import {Partners, Persons} from "./reads/partners";
import {Rows} from "./reads/rows";
import {Visits} from "./reads/visits";
import {reactive} from "@odoo/owl";

const HOUR_MS = 3600 * 1000;
const VERSIONS = {};

/** The one object that screens read from and save to (docs/design/sync-app.md). */
export class Field {
    constructor() {
        this.status = reactive({
            signedIn: false,
            online: true,
            waiting: 0,
            photos: 0,
            alerts: 0,
            freshness: {at: null, isFresh: false},
            rep: null,
            isSyncing: false,
            loaded: 0,
        });
        this.listeners = new Set();
        this.partners = new Partners(this);
        this.persons = new Persons(this);
        this.visits = new Visits(this);
        this.history = new Rows(this, "history");
        this.requests = new Rows(this, "request");
        this.outbox = {
            all: () => this._entries().map(shown),
            of: (key) => this._entriesOf(key).map(shown),
        };
        this.alerts = {
            all: () => [...this.phone.outbox.alerts.values()].map(shown),
            dismiss: (uuid) => this._dismiss(uuid),
            again: (uuid, args) => this._again(uuid, args),
        };
    }

    /** @param {Phone} phone unlocked and loaded */
    use(phone) {
        this.phone = phone;
        return this.refresh();
    }

    get lists() {
        return this.phone?.holdings.lists || null;
    }

    /** Whether a first load has ended: there is something to work with. */
    get hasLoaded() {
        return Boolean(this.phone?.holdings.cursor && this.lists);
    }

    // --- what is shown ---------------------------------------------------------------

    /** Reckon anew what screens see, after anything has changed on the disk. */
    async refresh() {
        const {outbox, holdings} = this.phone;
        const alerts = [...outbox.alerts.values()].filter(
            ({state, seq}) => state !== "conflict" && !outbox.entries.has(seq),
        );
        const entries = [...alerts, ...outbox.entries.values()];
        this.overlay = Overlay.of(entries.sort(byTime), {
            read: (table, id) => holdings.table(table).get(id),
            aliases: outbox.aliases,
            rep: this.lists?.rep || null,
        });
        Object.assign(this.status, {
            waiting: outbox.waiting().length,
            photos: await this.phone.blobs.countWaiting(),
            alerts: outbox.alerts.size,
            rep: this.lists?.rep || null,
        });
        this.reckonFreshness();
        this._tell();
    }

    /* Screens read the phone again after the rep has his tick, and once for all that has
     * changed by then. */
    _tell() {
        this.telling ??= setTimeout(() => {
            this.telling = null;
            this.listeners.forEach((call) => call());
        });
    }

    /** @param {number} [now] milliseconds */
    reckonFreshness(now = Date.now()) {
        const at = this.phone.holdings.meta.pulledAt || null;
        const hours = this.lists?.parameters?.freshness_hours || 24;
        this.status.freshness = {
            at: at && new Date(at).toISOString(),
            isFresh: Boolean(at) && now - at < hours * HOUR_MS,
        };
    }

    /** Be called soon after every change, once for several. @returns {Function} stops that */
    onChange(callback) {
        this.listeners.add(callback);
        return () => this.listeners.delete(callback);
    }

    _entries() {
        return [...this.phone.outbox.entries.values()];
    }

    _entriesOf(key) {
        const own = this.overlay.keyOf(key);
        const owns = ({body}) =>
            this.overlay.keyOf(body.args.partner ?? body.uuid) === own;
        return this._entries().filter(owns);
    }

    // --- what is done ----------------------------------------------------------------

    /** Put what the rep did on the disk; it goes to the office as soon as it can.
     *
     * @param {string} type see docs/design/sync.md
     * @param {object} args
     * @param {object} [more]
     * @param {object} [more.base] what the rep saw, by field
     * @param {(Blob | {blob: Blob, name?: string, arg?: string})[]} [more.blobs] photos
     *  and signatures; `arg` names the argument that takes the SHA-256 of one
     * @returns {Promise<{uuid: string, seq: number}>} it has its first tick
     * @throws {NotSaved} with a sentence for the rep: keep the form open
     */
    async save(type, args, {base = {}, blobs = [], replaces} = {}) {
        const {outbox} = this.phone;
        const uuid = outbox.uuids.make();
        const files = await Promise.all(blobs.map((file) => this._prepare(file, uuid)));
        const named = files.filter(({arg}) => arg).map(({arg, row}) => [arg, row.sha]);
        const body = {
            uuid,
            type,
            version: VERSIONS[type] || 1,
            at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
            args: JSON.parse(
                JSON.stringify(
                    nameRecords({...args, ...Object.fromEntries(named)}, outbox),
                ),
            ),
            base: JSON.parse(JSON.stringify(base)),
            blobs: files.map(({row}) => row.sha),
            ...(replaces ? {replaces} : {}),
        };
        const entry = await this._write(
            body,
            files.map(({row}) => row),
        );
        navigator.storage?.persist?.().catch(() => null);
        this._askWorker().catch(() => null);
        await this.refresh();
        this.syncer?.tell("queue");
        this.syncer?.kick({anew: true});
        return {uuid: body.uuid, seq: entry.seq};
    }

    /* Should the rep close the app before it is sent, the worker sends it, where the
     * browser lets it: a bonus. */
    async _askWorker() {
        const worker = await navigator.serviceWorker?.getRegistration("/field");
        await worker?.sync?.register("field-queue");
    }

    async _prepare(file, owner) {
        const {blob, name, arg} = file instanceof Blob ? {blob: file} : file;
        return {arg, row: await this.phone.blobs.prepare(blob, owner, name || arg)};
    }

    async _write(body, rows) {
        const {outbox, blobs, journal} = this.phone;
        const write = async () => {
            const entry = await outbox.add(body, rows);
            const line = {uuid: body.uuid, body: await this.phone.vault.seal(body)};
            await journal?.append(line);
            return entry;
        };
        try {
            return await write();
        } catch (error) {
            if (error?.name === "QuotaExceededError" && (await blobs.evict())) {
                return write().catch((again) => {
                    throw new NotSaved(explain(again), {cause: again});
                });
            }
            throw new NotSaved(explain(error), {cause: error});
        }
    }

    async _dismiss(uuid) {
        await this.phone.outbox.dismiss(uuid);
        await this.refresh();
        this.syncer?.tell("queue");
    }

    /* What was refused, once more, mended by the rep: what hangs on the old one follows
     * the new one. */
    async _again(uuid, args) {
        const {body} = this.phone.outbox.alerts.get(uuid);
        const saved = await this.save(body.type, args || body.args, {
            base: body.base,
            replaces: uuid,
        });
        await this._dismiss(uuid);
        return saved;
    }

    /** Synchronise now, and wait until it is done or has failed. */
    async sync() {
        await this.syncer?.kick({anew: true});
        return this.status.online;
    }

    /** A file with everything that the office may not have, for the worst day. */
    async exportQueue() {
        const entries = this._entries().map(({seq, state, body}) => ({
            seq,
            state,
            ...body,
        }));
        const journal = await Journal.read(this.phone.name);
        const content = {device: this.phone.device, entries, journal};
        return new Blob([JSON.stringify(content, null, 1)], {type: "application/json"});
    }
}

/* Numbers are given out anew after a backup came back; what this phone has made is named
 * by the mutation that made it. */
function nameRecords(args, outbox) {
    const named = {...args};
    if (args.partner) {
        named.partner = outbox.nameOf("res.partner", args.partner);
    }
    if (args.visit) {
        named.visit = outbox.nameOf("field.visit", args.visit);
    }
    if (args.request?.id) {
        const {id, ...rest} = args.request;
        const uuid = outbox.nameOf(args.request.model, id);
        named.request = uuid === id ? args.request : {...rest, uuid};
    }
    return named;
}

function byTime(one, other) {
    return one.uuid < other.uuid ? -1 : 1;
}

function shown({seq, uuid, state, reason, kept, record, body, at}) {
    return {...body, seq, uuid, state, reason, kept, record, settledAt: at};
}

import {ALERTS, DONE, OPEN, WAITING} from "../engine/sync/states";
import {ask} from "./database";

const KEPT_MS = 30 * 24 * 3600 * 1000;

/** What the rep did, from the moment it is on the disk to 30 days after the office has
 * it. Numbers (`seq`) have no gap and are never used twice. */
export class Outbox {
    constructor(database, vault) {
        this.database = database;
        this.vault = vault;
        this.entries = new Map();
        this.alerts = new Map();
        this.aliases = new Map();
    }

    /** Read everything into memory again, as when another tab has written. */
    async load() {
        const names = ["outbox", "alert", "acked"];
        const [rows, alerts, acked] = await this.database.read(names, (stores) =>
            Promise.all(names.map((name) => ask(stores[name].getAll()))),
        );
        const entries = await Promise.all(rows.map((row) => this._open(row)));
        const opened = await Promise.all(alerts.map((row) => this._open(row)));
        this.entries = new Map(entries.map((row) => [row.seq, row]));
        this.alerts = new Map(opened.map((row) => [row.uuid, row]));
        this.aliases = new Map();
        this.known = new Set(acked.map(({uuid}) => uuid));
        this.lastAcked = acked.filter(({state}) => DONE.includes(state)).at(-1)?.uuid;
        for (const {uuid, record} of [...acked, ...rows]) {
            if (record) {
                this.aliases.set(uuid, record);
            }
        }
    }

    async _open(row) {
        return {...row, body: await this.vault.open(row.body)};
    }

    /** Entries that wait, in their order. */
    waiting() {
        return [...this.entries.values()]
            .filter(({state}) => state === WAITING)
            .sort((one, other) => one.seq - other.seq);
    }

    /** Entries that the office holds back, to be sent again. */
    heldBack() {
        return [...this.entries.values()].filter(({state}) => OPEN.includes(state));
    }

    /** The highest number that was ever given out here. */
    async lastSeq() {
        const row = await this.database.read(["meta"], ({meta}) =>
            ask(meta.get("seq")),
        );
        return row?.value || 0;
    }

    /** Put one mutation, with its photos, on the disk.
     *
     * @param {object} body `{uuid, type, version, at, args, base, blobs}`
     * @param {object[]} files records of the blob store
     * @returns {Promise<object>} the entry, with its `seq`
     */
    async add(body, files = []) {
        const sealed = await this.vault.seal(body);
        const row = {uuid: body.uuid, state: WAITING, body: sealed};
        row.seq = await this.database.write(
            ["meta", "outbox", "blob"],
            async (stores) => {
                const last = await ask(stores.meta.get("seq"));
                const seq = (last?.value || 0) + 1;
                stores.meta.put({key: "seq", value: seq});
                stores.outbox.add({...row, seq});
                files.forEach((file) => stores.blob.put(file));
                return seq;
            },
        );
        const entry = {...row, body};
        this.entries.set(entry.seq, entry);
        return entry;
    }

    /** Write what the office answered.
     *
     * @param {{uuid, state, reason?, record?, kept?}[]} results
     */
    async settle(results) {
        const byUuid = new Map(
            [...this.entries.values()].map((row) => [row.uuid, row]),
        );
        const changes = [];
        for (const {uuid, state, reason, record, kept} of results) {
            const before = byUuid.get(uuid) || this.alerts.get(uuid);
            if (before && (before.state !== state || before.reason !== reason)) {
                changes.push({...before, state, reason, record, kept});
            }
        }
        const sealed = new Map();
        for (const row of changes) {
            sealed.set(row.uuid, await this.vault.seal(row.body));
        }
        const at = Date.now();
        await this.database.write(["outbox", "alert"], ({outbox, alert}) => {
            for (const row of changes) {
                const stored = {...row, body: sealed.get(row.uuid)};
                if (byUuid.has(row.uuid)) {
                    outbox.put(stored);
                }
                if (ALERTS.includes(row.state)) {
                    alert.put({...stored, at});
                } else {
                    alert.delete(row.uuid);
                }
            }
            return null;
        });
        for (const row of changes) {
            if (byUuid.has(row.uuid)) {
                this.entries.set(row.seq, row);
            }
            if (ALERTS.includes(row.state)) {
                this.alerts.set(row.uuid, {...row, at});
            } else {
                this.alerts.delete(row.uuid);
            }
            if (row.record) {
                this.aliases.set(row.uuid, row.record);
            }
        }
        return changes;
    }

    /** Entries whose effect a pull has brought: they leave for the acknowledged ones. */
    settledUpTo(lastSeq) {
        return [...this.entries.values()].filter(
            ({seq, state}) =>
                seq <= lastSeq && state !== WAITING && !OPEN.includes(state),
        );
    }

    /** Part of the transaction of a pull; `rows` are of `settledUpTo`. */
    sealAcked(rows) {
        const at = Date.now();
        return Promise.all(
            rows.map(async (row) => ({
                ...row,
                at,
                body: await this.vault.seal(row.body),
            })),
        );
    }

    forgetEntries(rows) {
        for (const {seq, uuid, state} of rows) {
            this.entries.delete(seq);
            this.known.add(uuid);
            if (DONE.includes(state)) {
                this.lastAcked = uuid;
            }
        }
    }

    /** Send again what the office has lost, as it was sent before: a backup came back. */
    async resend(afterSeq) {
        await this.database.write(["outbox", "acked"], async ({outbox, acked}) => {
            const range = IDBKeyRange.lowerBound(afterSeq, true);
            for (const row of await ask(acked.getAll(range))) {
                acked.delete(row.seq);
                outbox.put(_waiting(row, row.seq));
            }
            for (const row of await ask(outbox.getAll(range))) {
                outbox.put(_waiting(row, row.seq));
            }
        });
        await this.load();
    }

    /** Number everything anew from 1: for a device that the office does not know. */
    async renumber(device) {
        const names = ["outbox", "acked", "meta"];
        await this.database.write(names, async ({outbox, acked, meta}) => {
            const old = [
                ...(await ask(acked.getAll())),
                ...(await ask(outbox.getAll())),
            ].sort((one, other) => (one.uuid < other.uuid ? -1 : 1));
            acked.clear();
            outbox.clear();
            old.forEach((row, i) => outbox.put(_waiting(row, i + 1)));
            meta.put({key: "seq", value: old.length});
            meta.put({key: "device", value: device});
        });
        await this.load();
    }

    /** Take back what only the journal has: the database was emptied under the app. */
    async restore(bodies) {
        const rows = [];
        for (const body of bodies) {
            rows.push({
                uuid: body.uuid,
                state: WAITING,
                body: await this.vault.seal(body),
            });
        }
        await this.database.write(["outbox", "meta"], async ({outbox, meta}) => {
            const last = (await ask(meta.get("seq")))?.value || 0;
            rows.forEach((row, i) => outbox.put({...row, seq: last + i + 1}));
            meta.put({key: "seq", value: last + rows.length});
        });
        await this.load();
    }

    async dismiss(uuid) {
        await this.database.write(["alert"], ({alert}) => ask(alert.delete(uuid)));
        this.alerts.delete(uuid);
    }

    /** Forget what the office has had for 30 days. */
    prune(now = Date.now()) {
        return this.database.write(["acked"], async ({acked}) => {
            const range = IDBKeyRange.upperBound(now - KEPT_MS);
            for (const seq of await ask(acked.index("at").getAllKeys(range))) {
                acked.delete(seq);
            }
        });
    }
}

function _waiting(row, seq) {
    const {uuid, body} = row;
    return {uuid, body, seq, state: WAITING};
}

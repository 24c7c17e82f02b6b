import {ALERTS, DONE, MAKING, OPEN, WAITING} from "../engine/sync/states";
import {UuidMaker} from "../engine/sync/uuid7";
import {ask} from "./database";
import {unsend} from "./blobs";

const KEPT_MS = 30 * 24 * 3600 * 1000;

/** What the rep did, from the moment it is on the disk to 30 days after the office has
 * it. Numbers (`seq`) have no gap and are never used twice. */
export class Outbox {
    /** @param {(content: object) => Promise} letterOf seals to the office, see Phone */
    constructor(database, vault, letterOf) {
        this.letterOf = letterOf;
        this.database = database;
        this.vault = vault;
        this.entries = new Map();
        this.alerts = new Map();
        this.aliases = new Map();
        this.makers = new Map();
        this.uuids = new UuidMaker();
        this.changes = 0;
    }

    /** Read everything into memory again, as when another tab has written. */
    async load() {
        const {changes} = this;
        const names = ["outbox", "alert", "acked"];
        const [rows, alerts, acked] = await this.database.read(names, (stores) =>
            Promise.all(names.map((name) => ask(stores[name].getAll()))),
        );
        const entries = await Promise.all(rows.map((row) => this._open(row)));
        const opened = await Promise.all(alerts.map((row) => this._open(row)));
        if (this.changes !== changes) {
            // What was read is older than what this tab has written meanwhile.
            await this.load();
            return;
        }
        this.entries = new Map(entries.map((row) => [row.seq, row]));
        this.alerts = new Map(opened.map((row) => [row.uuid, row]));
        this.aliases = new Map();
        this.makers = new Map();
        this.known = new Set(acked.map(({uuid}) => uuid));
        this.lastAcked = acked.filter(({state}) => DONE.includes(state)).at(-1)?.uuid;
        for (const row of [...acked, ...rows]) {
            this.uuids.follow(row.uuid);
            this._noteRecord(row);
        }
    }

    _noteRecord({uuid, kind, record}) {
        if (!record) {
            return;
        }
        this.aliases.set(uuid, record);
        if (MAKING.includes(kind)) {
            this.makers.set(`${record.model}/${record.id}`, uuid);
        }
    }

    /** How a record is named for good: by the mutation that made it, if one of this
     * phone's did. Its number may be another record's after a backup came back.
     *
     * @param {string} model
     * @param {number | string} reference
     */
    nameOf(model, reference) {
        return this.makers.get(`${model}/${reference}`) ?? reference;
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
        const letter = await this.letterOf({mutation: body});
        const row = {
            ...{uuid: body.uuid, kind: body.type, state: WAITING},
            ...{body: sealed, letter},
        };
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
        this.changes++;
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
            this._noteRecord(row);
        }
        this.changes += changes.length;
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
            this.changes++;
        }
    }

    /** Send again what the office has lost, as it was sent before: a backup came back.
     *
     * It may lack photos of what it still has: it is asked for each of them.
     *
     * @returns {Promise<{model, id}[]>} records that these had made: they are no more, and
     *  their numbers are given to others
     */
    async resend(afterSeq) {
        const lost = [];
        const names = ["outbox", "acked", "blob"];
        await this.database.write(names, async ({outbox, acked, blob}) => {
            const range = IDBKeyRange.lowerBound(afterSeq, true);
            for (const row of await ask(acked.getAll(range))) {
                acked.delete(row.seq);
                outbox.put(_waiting(row, row.seq));
                lost.push(..._made(row));
            }
            for (const row of await ask(outbox.getAll(range))) {
                outbox.put(_waiting(row, row.seq));
                lost.push(..._made(row));
            }
            await unsend(blob);
        });
        await this.load();
        return lost;
    }

    /** Number everything anew from 1: for a device that the office does not know.
     *
     * @returns {Promise<{model, id}[]>} as `resend`
     */
    async renumber(device) {
        const lost = [];
        const names = ["outbox", "acked", "meta", "blob"];
        await this.database.write(names, async ({outbox, acked, meta, blob}) => {
            const old = [
                ...(await ask(acked.getAll())),
                ...(await ask(outbox.getAll())),
            ].sort((one, other) => (one.uuid < other.uuid ? -1 : 1));
            acked.clear();
            outbox.clear();
            old.forEach((row, i) => outbox.put(_waiting(row, i + 1)));
            lost.push(...old.flatMap(_made));
            meta.put({key: "seq", value: old.length});
            meta.put({key: "device", value: device});
            await unsend(blob);
        });
        await this.load();
        return lost;
    }

    /** Take back what only the journal has: the database was emptied under the app. */
    async restore(bodies) {
        const rows = [];
        for (const body of bodies) {
            rows.push({
                uuid: body.uuid,
                kind: body.type,
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

    /** Seal to the office what was written before there was a key to seal it to. */
    async sealAll() {
        const bare = [...this.entries.values()].filter(({letter}) => !letter);
        const letters = new Map();
        for (const {seq, body} of bare) {
            letters.set(seq, await this.letterOf({mutation: body}));
        }
        await this.database.write(["outbox"], async ({outbox}) => {
            for (const [seq, letter] of letters) {
                const row = await ask(outbox.get(seq));
                if (row && letter) {
                    outbox.put({...row, letter});
                    Object.assign(this.entries.get(seq) || {}, {letter});
                }
            }
        });
    }

    async dismiss(uuid) {
        await this.database.write(["alert"], ({alert}) => ask(alert.delete(uuid)));
        this.alerts.delete(uuid);
        this.changes++;
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

function _made({kind, record}) {
    return record && MAKING.includes(kind) ? [record] : [];
}

function _waiting(row, seq) {
    const {uuid, kind, body, letter} = row;
    return {uuid, kind, body, letter, seq, state: WAITING};
}

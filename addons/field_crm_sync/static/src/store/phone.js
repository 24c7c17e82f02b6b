import {OpenVault, Vault} from "./vault";
import {ask, deleteDatabase, openDatabase} from "./database";
import {Blobs} from "./blobs";
import {Holdings} from "./holdings";
import {Journal} from "./journal";
import {LADDER} from "./schema";
import {Outbox} from "./outbox";
import {newUuid} from "../engine/sync/uuid7";

/** Everything that one user has on this phone. */
export class Phone {
    /**
     * @param {string} name of the database: `field-<database>-<user>`
     * @param {object} hooks of `openDatabase`
     */
    static async open(name, hooks) {
        const database = await openDatabase(name, LADDER, hooks);
        const lock = await database.read(["meta"], ({meta}) => ask(meta.get("lock")));
        return new Phone(name, database, lock?.value || null);
    }

    constructor(name, database, lock) {
        this.name = name;
        this.database = database;
        this.lock = lock;
        this.vault = lock ? null : new OpenVault();
    }

    get isLocked() {
        return !this.vault;
    }

    /** @throws {WrongPin} */
    async unlock(pin) {
        this.vault = await Vault.unlock(this.lock, pin);
    }

    /** Read it all into memory; the phone must be unlocked. */
    async load({journal, device = newUuid()} = {}) {
        const {database, vault} = this;
        this.outbox = new Outbox(database, vault);
        this.holdings = new Holdings(database, vault, this.outbox);
        this.blobs = new Blobs(database, vault);
        await Promise.all([this.outbox.load(), this.holdings.load()]);
        if (!this.holdings.meta.device) {
            await this._begin(device);
        }
        this.journalAddress = journal;
        this._openJournal();
    }

    /* An empty store is a new device: numbers of the old one are never used again. */
    async _begin(device) {
        await this.database.write(["meta"], ({meta}) =>
            ask(meta.put({key: "device", value: device})),
        );
        this.holdings.meta.device = device;
        const bodies = [];
        for (const entry of await Journal.read(this.name)) {
            const body = await this.vault.open(entry.body);
            bodies.push(body);
        }
        if (bodies.length) {
            await this.outbox.restore(bodies);
        }
    }

    get device() {
        return this.holdings.meta.device;
    }

    /** Begin as another device, keeping everything that was done. */
    async renumber(device = newUuid()) {
        const lost = await this.outbox.renumber(device);
        this.holdings.meta.device = device;
        await this.holdings.forget(lost);
    }

    /** Send again what the office has lost, after a number that it still has. */
    async resend(afterSeq) {
        await this.holdings.forget(await this.outbox.resend(afterSeq));
    }

    async reload() {
        await Promise.all([this.outbox.load(), this.holdings.load()]);
    }

    /** Encrypt everything from now on by a PIN; what lies there is written anew. */
    async setPin(pin) {
        const {vault, lock} = await Vault.create(pin);
        await this._rewrite(vault, lock);
    }

    async dropPin() {
        await this._rewrite(new OpenVault(), null);
    }

    async _rewrite(vault, lock) {
        const old = this.vault;
        const names = ["outbox", "acked", "alert", "chunk", "meta", "blob"];
        const rows = await this.database.read(names, (stores) =>
            Promise.all(names.map((name) => ask(stores[name].getAll()))),
        );
        const moved = await Promise.all(
            rows.map((list, i) =>
                Promise.all(list.map((row) => _move(names[i], row, old, vault))),
            ),
        );
        await this.database.write(names, (stores) => {
            names.forEach((name, i) => {
                moved[i].forEach((row) => stores[name].put(row));
            });
            if (lock) {
                stores.meta.put({key: "lock", value: lock});
            } else {
                stores.meta.delete("lock");
            }
            return null;
        });
        this.lock = lock;
        this.vault = vault;
        for (const part of [this.outbox, this.holdings, this.blobs]) {
            part.vault = vault;
        }
        this.journal?.stop();
        await Journal.erase(this.name);
        this._openJournal();
    }

    _openJournal() {
        const address = this.journalAddress;
        this.journal = address ? new Journal(address, this.name) : null;
    }

    close() {
        this.journal?.stop();
        this.database.close();
    }

    /** Leave nothing of this user behind. */
    static async erase(name) {
        await deleteDatabase(name);
        await Journal.erase(name);
    }
}

const PLAIN_META = ["seq", "device", "lock"];

async function _move(store, row, old, vault) {
    if (store === "blob") {
        return {...row, bytes: await vault.sealBytes(await old.openBytes(row.bytes))};
    }
    const name = {chunk: "chunk", meta: "value"}[store] || "body";
    if (store === "meta" && PLAIN_META.includes(row.key)) {
        return row;
    }
    return {...row, [name]: await vault.seal(await old.open(row[name]))};
}

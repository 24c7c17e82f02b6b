import {OpenVault, Vault, openFile} from "./vault";
import {ask, deleteDatabase, openDatabase} from "./database";
import {Blobs} from "./blobs";
import {Holdings} from "./holdings";
import {Journal} from "./journal";
import {LADDER} from "./schema";
import {OPEN, WAITING} from "../engine/sync/states";
import {Outbox} from "./outbox";
import {fromBase64, sealLetter, toBase64} from "./letter";
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
        const letterOf = (content) => this._seal(content);
        this.outbox = new Outbox(database, vault, letterOf);
        this.holdings = new Holdings(database, vault, this.outbox);
        this.blobs = new Blobs(database, vault, letterOf);
        await Promise.all([this.outbox.load(), this.holdings.load()]);
        if (!this.holdings.meta.device) {
            await this._begin(device);
        }
        await this._sealWaiting();
        this.journalAddress = journal;
        this._openJournal();
    }

    /* With a PIN, what waits is sealed to the office as well: a PIN that is forgotten
     * loses nothing. Whose it is stands under the seal. */
    _seal(content, vault = this.vault) {
        const {seal} = this.holdings.lists?.parameters || {};
        const user = this.holdings.lists?.rep?.id;
        return vault.isSealing && seal
            ? sealLetter(seal, {user, device: this.device, ...content})
            : undefined;
    }

    _sealWaiting() {
        return this.vault.isSealing ? this.outbox.sealAll() : null;
    }

    // --- a PIN that was forgotten ----------------------------------------------------

    /** What a locked phone can tell: its device, and what was sealed to the office.
     *
     * @returns {Promise<{device: string, rows: object[], photos: object[]}>} `rows` that
     *  the office has not settled, in their order, and photos that it has not whole
     */
    async readSealed() {
        const names = ["meta", "outbox", "blob"];
        const [device, rows, photos] = await this.database.read(names, (stores) =>
            Promise.all([
                ask(stores.meta.get("device")),
                ask(stores.outbox.getAll()),
                ask(stores.blob.index("waiting").getAll()),
            ]),
        );
        return {
            device: device?.value,
            rows: rows.filter(({state}) => [WAITING, ...OPEN].includes(state)),
            photos,
        };
    }

    /** Begin anew without a PIN, at once or not at all; photos go on waiting.
     *
     * @param {object[]} photos of `readSealed`
     * @param {string[]} secrets of the photos, as the office opened them
     */
    async beginAnew(photos, secrets) {
        const kept = [];
        for (const [i, {letter: _letter, bytes, ...row}] of photos.entries()) {
            const secret = secrets[i] && fromBase64(secrets[i]);
            kept.push({...row, sent: 0, bytes: await openFile(bytes, secret)});
        }
        await Journal.erase(this.name);
        const names = ["outbox", "acked", "alert", "chunk", "meta", "blob"];
        await this.database.write(names, (stores) => {
            names.forEach((name) => stores[name].clear());
            kept.forEach((row) => stores.blob.put(row));
            return null;
        });
        this.lock = null;
        this.vault = new OpenVault();
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
        const move = (store, row) =>
            store === "blob"
                ? this._moveFile(row, old, vault)
                : _move(store, row, old, vault);
        const moved = await Promise.all(
            rows.map((list, i) => Promise.all(list.map((row) => move(names[i], row)))),
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
        await this.outbox.load();
        await this._sealWaiting();
        this.journal?.stop();
        await Journal.erase(this.name);
        this._openJournal();
    }

    async _moveFile(row, old, vault) {
        const {sealed, secret} = await vault.sealFile(await old.openBytes(row.bytes));
        const letter = secret && (await this._seal({secret: toBase64(secret)}, vault));
        return {...row, bytes: sealed, letter};
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
    const name = {chunk: "chunk", meta: "value"}[store] || "body";
    if (store === "meta" && PLAIN_META.includes(row.key)) {
        return row;
    }
    const {letter: _letter, ...rest} = row;
    return {...rest, [name]: await vault.seal(await old.open(row[name]))};
}

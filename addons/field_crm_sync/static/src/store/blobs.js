import {ask} from "./database";
import {toBase64} from "./letter";

async function sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Part of a transaction: whether the office has any of them is to be asked anew. */
export async function unsend(store) {
    for (const row of await ask(store.getAll())) {
        store.put({...row, sent: 0});
    }
}

/** Photos and signatures, by mutation and SHA-256. They go to the office apart
 * from the queue, so that a visit never waits for its photo. */
export class Blobs {
    /** @param {(content: object) => Promise} letterOf seals to the office, see Phone */
    constructor(database, vault, letterOf) {
        Object.assign(this, {database, vault, letterOf});
    }

    /** A record of the store; the outbox writes it together with its mutation.
     *
     * @param {Blob} blob
     * @param {string} owner uuid of the mutation that it belongs to
     * @param {string} [name]
     */
    async prepare(blob, owner, name = "") {
        const bytes = await blob.arrayBuffer();
        return {
            owner,
            sha: await sha256(bytes),
            ...(await this.seal(bytes)),
            type: blob.type,
            size: bytes.byteLength,
            name,
            sent: 0,
            at: Date.now(),
        };
    }

    /** Bytes as they lie on the phone, and a letter with what opens them. */
    async seal(bytes) {
        const {sealed, secret} = await this.vault.sealFile(bytes);
        const letter = secret && (await this.letterOf({secret: toBase64(secret)}));
        return {bytes: sealed, letter};
    }

    async _rows() {
        const rows = await this.database.read(["blob"], ({blob}) => ask(blob.getAll()));
        return rows.map(({bytes: _bytes, ...row}) => row);
    }

    /** What the office does not have yet, the oldest first. */
    async unsent() {
        const rows = (await this._rows()).filter(({sent, size}) => sent < size);
        return rows.sort((one, other) => one.at - other.at);
    }

    async read({owner, sha}) {
        const row = await this.database.read(["blob"], ({blob}) =>
            ask(blob.get([owner, sha])),
        );
        if (!row) {
            return null;
        }
        const bytes = await this.vault.openBytes(row.bytes);
        return new Blob([bytes], {type: row.type});
    }

    noteSent({owner, sha}, sent) {
        return this.database.write(["blob"], async ({blob}) => {
            const row = await ask(blob.get([owner, sha]));
            if (row) {
                blob.put({...row, sent});
            }
        });
    }

    /** Make room: what the office has is on the phone for convenience only. */
    async evict() {
        const sent = (await this._rows()).filter((row) => row.sent >= row.size);
        await this.database.write(["blob"], ({blob}) => {
            sent.forEach(({owner, sha}) => blob.delete([owner, sha]));
            return null;
        });
        return sent.length;
    }
}

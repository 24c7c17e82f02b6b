import {ask} from "./database";
import {toBase64} from "./letter";

async function sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A row that is found among those that wait, as long as the office lacks some of it. */
export function withState({waits: _waits, ...row}) {
    return row.sent < row.size ? {...row, waits: 1} : row;
}

/** Part of a transaction: whether the office has any of them is to be asked anew. */
export async function unsend(store) {
    for (const key of await ask(store.getAllKeys())) {
        const row = await ask(store.get(key));
        store.put(withState({...row, sent: 0}));
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
        return withState({
            owner,
            sha: await sha256(bytes),
            ...(await this.seal(bytes)),
            type: blob.type,
            size: bytes.byteLength,
            name,
            sent: 0,
            at: Date.now(),
        });
    }

    /** Bytes as they lie on the phone, and a letter with what opens them. */
    async seal(bytes) {
        const {sealed, secret} = await this.vault.sealFile(bytes);
        const letter = secret && (await this.letterOf({secret: toBase64(secret)}));
        return {bytes: sealed, letter};
    }

    /** How many the office does not have yet. */
    countWaiting() {
        return this.database.read(["blob"], ({blob}) =>
            ask(blob.index("waiting").count()),
        );
    }

    /** Those that the office does not have yet, the oldest first.
     *
     * @returns {Promise<[string, string][]>} owner and SHA-256 of each
     */
    waiting() {
        return this.database.read(["blob"], ({blob}) =>
            ask(blob.index("waiting").getAllKeys()),
        );
    }

    /** @returns {Promise<{size: number, blob: Blob} | null>} one of them */
    async read(key) {
        const row = await this.database.read(["blob"], ({blob}) => ask(blob.get(key)));
        if (!row) {
            return null;
        }
        const bytes = await this.vault.openBytes(row.bytes);
        return {size: row.size, blob: new Blob([bytes], {type: row.type})};
    }

    noteSent(key, sent) {
        return this.database.write(["blob"], async ({blob}) => {
            const row = await ask(blob.get(key));
            if (row) {
                blob.put(withState({...row, sent}));
            }
        });
    }

    /** Make room: what the office has is on the phone for convenience only. */
    evict() {
        return this.database.write(["blob"], async ({blob}) => {
            const [all, waiting] = await Promise.all([
                ask(blob.getAllKeys()),
                ask(blob.index("waiting").getAllKeys()),
            ]);
            const wanted = new Set(waiting.map(String));
            const sent = all.filter((key) => !wanted.has(String(key)));
            sent.forEach((key) => blob.delete(key));
            return sent.length;
        });
    }
}

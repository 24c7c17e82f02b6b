/* What the phone holds, unreadable without the rep's PIN.
 *
 * One random key encrypts everything. It lies on the phone wrapped twice: by a key of the
 * browser that cannot be copied out of it, and by one made of the PIN. A stolen copy of
 * the disk has neither; a phone that is unlocked and taken over has both. */
const ROUNDS = 600_000;
const IV_BYTES = 12;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function random(count) {
    return crypto.getRandomValues(new Uint8Array(count));
}

async function fromPin(pin, salt, rounds) {
    const base = await crypto.subtle.importKey(
        "raw",
        encoder.encode(pin),
        "PBKDF2",
        false,
        ["deriveKey"],
    );
    return crypto.subtle.deriveKey(
        {name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds},
        base,
        {name: "AES-GCM", length: 256},
        false,
        ["encrypt", "decrypt"],
    );
}

async function encrypt(key, bytes) {
    const iv = random(IV_BYTES);
    return {iv, data: await crypto.subtle.encrypt({name: "AES-GCM", iv}, key, bytes)};
}

function decrypt(key, {iv, data}) {
    return crypto.subtle.decrypt({name: "AES-GCM", iv}, key, data);
}

export class WrongPin extends Error {}

/** Lets values through as they are: a phone without a PIN. */
export class OpenVault {
    isLocked = false;
    isSealing = false;

    seal(value) {
        return value;
    }

    open(value) {
        return value;
    }

    /** A photo; `secret` is what a letter to the office says of it. */
    sealFile(bytes) {
        return {sealed: bytes, secret: null};
    }

    openBytes(bytes) {
        return bytes;
    }
}

export class Vault {
    isSealing = true;

    /** @param {CryptoKey} key AES-GCM, of everything on the phone */
    constructor(key) {
        this.key = key;
    }

    /** Make a key, and what the phone keeps to come back to it by the PIN.
     *
     * @param {string} pin
     * @returns {Promise<{vault: Vault, lock: object}>}
     */
    static async create(pin) {
        const bytes = random(32);
        return {vault: await Vault._of(bytes), lock: await Vault._wrap(bytes, pin)};
    }

    static async _of(bytes) {
        return new Vault(await Vault._import(bytes));
    }

    static _import(bytes) {
        return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, [
            "encrypt",
            "decrypt",
        ]);
    }

    static async _wrap(bytes, pin) {
        const salt = random(16);
        const device = await crypto.subtle.generateKey(
            {name: "AES-GCM", length: 256},
            false,
            ["encrypt", "decrypt"],
        );
        const inner = await encrypt(await fromPin(pin, salt, ROUNDS), bytes);
        const packed = new Uint8Array([...inner.iv, ...new Uint8Array(inner.data)]);
        return {device, salt, rounds: ROUNDS, wrapped: await encrypt(device, packed)};
    }

    /** @throws {WrongPin} */
    static async unlock(lock, pin) {
        return Vault._of(await Vault._unwrap(lock, pin));
    }

    static async _unwrap({device, salt, rounds, wrapped}, pin) {
        const packed = new Uint8Array(await decrypt(device, wrapped));
        const inner = {iv: packed.slice(0, IV_BYTES), data: packed.slice(IV_BYTES)};
        try {
            return await decrypt(await fromPin(pin, salt, rounds), inner);
        } catch (error) {
            throw new WrongPin("this PIN does not open the phone", {cause: error});
        }
    }

    async seal(value) {
        return {sealed: await encrypt(this.key, encoder.encode(JSON.stringify(value)))};
    }

    async open(value) {
        if (!value?.sealed) {
            return value;
        }
        return JSON.parse(decoder.decode(await decrypt(this.key, value.sealed)));
    }

    /** A photo under a key of its own, which lies beside it under the key of all. */
    async sealFile(bytes) {
        const secret = random(32);
        const sealed = await encrypt(await Vault._import(secret), bytes);
        return {sealed: {...sealed, key: await encrypt(this.key, secret)}, secret};
    }

    async openBytes(sealed) {
        if (!sealed.iv) {
            return sealed;
        }
        return sealed.key
            ? openFile(sealed, await decrypt(this.key, sealed.key))
            : decrypt(this.key, sealed);
    }
}

/** A photo, by the secret that was sealed with it. */
export async function openFile(sealed, secret) {
    return decrypt(await Vault._import(secret), sealed);
}

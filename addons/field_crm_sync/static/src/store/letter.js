/* Letters that only the office opens: ECDH on P-256, HKDF, AES-GCM, each with a key pair
 * of its own. The twin of engine/sync/letter.py. */
const CURVE = {name: "ECDH", namedCurve: "P-256"};
const INFO = new TextEncoder().encode("field-crm letter");

export function toBase64(bytes) {
    let text = "";
    for (const byte of new Uint8Array(bytes)) {
        text += String.fromCharCode(byte);
    }
    return btoa(text);
}

export function fromBase64(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Seal something to the office.
 *
 * @param {{id: number, key: string}} seal of the parameters
 * @param {object} content
 * @returns {Promise<{key: number, from: string, iv: string, data: string}>}
 */
export async function sealLetter({id, key}, content) {
    const to = await crypto.subtle.importKey("raw", fromBase64(key), CURVE, false, []);
    const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const shared = await crypto.subtle.deriveBits(
        {name: "ECDH", public: to},
        own.privateKey,
        256,
    );
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, [
        "deriveKey",
    ]);
    const derived = await crypto.subtle.deriveKey(
        {name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO},
        base,
        {name: "AES-GCM", length: 256},
        false,
        ["encrypt"],
    );
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    const data = await crypto.subtle.encrypt({name: "AES-GCM", iv}, derived, bytes);
    const from = await crypto.subtle.exportKey("raw", own.publicKey);
    return {key: id, from: toBase64(from), iv: toBase64(iv), data: toBase64(data)};
}

/** A UUIDv7: the moment in milliseconds, then chance. Sorts by time of making.
 *
 * @param {number} now milliseconds since 1970
 * @param {Uint8Array} chance 10 random bytes
 * @returns {string}
 */
export function uuid7(now, chance) {
    const bytes = new Uint8Array(16);
    let rest = Math.max(0, Math.floor(now));
    for (let i = 5; i >= 0; i--) {
        bytes[i] = rest % 256;
        rest = Math.floor(rest / 256);
    }
    bytes.set(chance, 6);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
        "",
    );
    return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        hex.slice(12, 16),
        hex.slice(16, 20),
        hex.slice(20),
    ].join("-");
}

/** Makes uuids that sort in the order in which they were made, though the phone's clock
 * be set back, or two be made in one millisecond. */
export class UuidMaker {
    constructor() {
        this.last = 0;
    }

    /** Be later than a uuid that was made before, as in an earlier opening of the app. */
    follow(uuid) {
        this.last = Math.max(
            this.last,
            parseInt(uuid.replace("-", "").slice(0, 12), 16),
        );
    }

    make(now = Date.now()) {
        this.last = Math.max(now, this.last + 1);
        return uuid7(this.last, crypto.getRandomValues(new Uint8Array(10)));
    }
}

export function newUuid() {
    return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

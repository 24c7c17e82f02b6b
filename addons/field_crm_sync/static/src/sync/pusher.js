import {firstBatch} from "../engine/sync/states";

const MOST = {count: 50, bytes: 240 * 1024};
const AGAIN_MS = 10 * 60 * 1000;

/** What is sent of an entry; the same each time, or the office refuses it. */
export function toMessage({seq, body}) {
    const {uuid, type, version, at, args, base, blobs, replaces} = body;
    const message = {seq, uuid, type, version, at, args, base, blobs};
    return replaces ? {...message, replaces} : message;
}

/** The phone no longer has what the office asks for: only a new device can go on. */
export class MissingNumbers extends Error {}

/** Sends what waits, in its order, until nothing does. */
export class Pusher {
    constructor(phone, transport) {
        this.phone = phone;
        this.transport = transport;
        this.triedAgain = null;
    }

    get outbox() {
        return this.phone.outbox;
    }

    /** @returns {Promise<boolean>} whether anything was answered */
    async run() {
        let hasSent = false;
        for (;;) {
            const waiting = this.outbox.waiting();
            const batch = firstBatch(
                [...this._heldBack(), ...waiting].map(toMessage),
                MOST,
            );
            if (!batch.length) {
                return hasSent;
            }
            const answer = await this.transport.post("push", {
                device: this.phone.device,
                mutations: batch,
                waiting: waiting.length,
            });
            await this.outbox.settle(answer.results);
            hasSent = true;
            if (answer.expected !== undefined) {
                await this._closeGap(answer.expected);
            }
            if (answer.results.some(({state}) => state === "applied")) {
                this._mended(batch);
            }
        }
    }

    /* What the office keeps back goes again now and then, and after what mends it. */
    _heldBack() {
        // Not by the phone's clock, which may be set back.
        const now = performance.now();
        if (this.triedAgain !== null && now - this.triedAgain < AGAIN_MS) {
            return [];
        }
        this.triedAgain = now;
        return this.outbox.heldBack();
    }

    _mended(batch) {
        if (batch.some(({replaces}) => replaces)) {
            this.triedAgain = null;
        }
    }

    /* The office lacks numbers that it had: a backup came back. */
    async _closeGap(expected) {
        await this.phone.resend(expected - 1);
        const first = this.outbox.waiting()[0];
        if (!first || first.seq > expected) {
            throw new MissingNumbers(expected);
        }
    }
}

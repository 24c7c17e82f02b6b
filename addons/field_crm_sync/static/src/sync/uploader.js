import {Refused} from "./transport";

const PART = 256 * 1024;

/** Sends photos and signatures in parts, going on where the last attempt broke off. */
export class Uploader {
    constructor(phone, transport, onProgress) {
        this.phone = phone;
        this.transport = transport;
        this.onProgress = onProgress;
    }

    async run() {
        for (const row of await this.phone.blobs.unsent()) {
            try {
                await this._send(row);
            } catch (error) {
                // Unknown: the mutation it belongs to was refused, or is still to come.
                if (!(error instanceof Refused) || error.code !== "unknown") {
                    throw error;
                }
            }
            await this.onProgress();
        }
    }

    async _send({sha, size}) {
        const blob = await this.phone.blobs.read(sha);
        let {offset} = await this.transport.upload("HEAD", sha);
        while (offset < size) {
            const body = await blob.slice(offset, offset + PART).arrayBuffer();
            const answer = await this.transport.upload("PATCH", sha, {
                body,
                headers: {"Upload-Offset": String(offset)},
            });
            if (!(answer.offset > offset)) {
                throw new Refused("malformed", "the photo does not grow", 400);
            }
            offset = answer.offset;
            await this.phone.blobs.noteSent(sha, offset);
        }
        await this.phone.blobs.noteSent(sha, size);
    }
}

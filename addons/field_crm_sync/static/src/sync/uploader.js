import {Refused} from "./transport";

const PART = 256 * 1024;
const MOST_STEPS_BACK = 3;

/** Sends photos and signatures in parts, going on where the last attempt broke off. */
export class Uploader {
    constructor(phone, transport, onProgress) {
        this.phone = phone;
        this.transport = transport;
        this.onProgress = onProgress;
    }

    async run() {
        for (const key of await this.phone.blobs.waiting()) {
            try {
                await this._send(key);
            } catch (error) {
                if (!(error instanceof Refused) || error.code !== "malformed") {
                    throw error;
                }
                // One that is not taken, as when the day's limit is reached, does not
                // hold up the others; it stays, and is tried again.
                console.warn(error.message);
            }
            await this.onProgress();
        }
    }

    async _send(key) {
        const [owner, sha] = key;
        const file = await this.phone.blobs.read(key);
        if (!file) {
            return;
        }
        const {size, blob} = file;
        const headers = {"Upload-Owner": owner, "Upload-Length": String(size)};
        let {offset} = await this.transport.upload("HEAD", sha, {headers});
        let stepsBack = 0;
        while (offset < size) {
            const body = await blob.slice(offset, offset + PART).arrayBuffer();
            const answer = await this.transport.upload("PATCH", sha, {
                body,
                headers: {...headers, "Upload-Offset": String(offset)},
            });
            stepsBack += answer.offset > offset ? 0 : 1;
            if (stepsBack > MOST_STEPS_BACK) {
                throw new Refused("malformed", "the photo does not grow", 400);
            }
            ({offset} = answer);
            await this.phone.blobs.noteSent(key, offset);
        }
        await this.phone.blobs.noteSent(key, size);
    }
}

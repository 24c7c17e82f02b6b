import {newUuid} from "../engine/sync/uuid7";

const MOST = 20;

/** Sends what a phone sealed before its PIN was forgotten; the office opens it. */
export class Recovery {
    /**
     * @param {Transport} transport
     * @param {(device: string) => Promise<{key: string}>} enrol signs a device in
     */
    constructor(transport, enrol) {
        Object.assign(this, {transport, enrol});
    }

    /**
     * @param {{device, rows, photos}} sealed see Phone.readSealed
     * @returns {Promise<{secrets: string[], lost: number, refused: number}>} `lost` were
     *  written before there was a key to seal them to
     */
    async run({device, rows, photos}) {
        this.device = device;
        this.transport.key = (await this.enrol(device)).key;
        const known = rows.filter(({letter}) => letter);
        let results = await this._send(known, ({seq}) => seq);
        if (!results) {
            // A backup came back to the office: only a new device can go on.
            this.device = newUuid();
            this.transport.key = (await this.enrol(this.device)).key;
            results = await this._send(known, (_row, place) => place + 1);
        }
        const secrets = [];
        for (let at = 0; at < photos.length; at += MOST) {
            const part = photos.slice(at, at + MOST).map(({letter}) => letter);
            secrets.push(...(await this._post({photos: part})).keys);
        }
        await this.transport.post("wiped", {device: this.device});
        return {
            secrets,
            lost: rows.length - known.length,
            refused: results.filter(({state}) => state === "rejected").length,
        };
    }

    _post(body) {
        return this.transport.post("sealed", {device: this.device, ...body});
    }

    /* null when the office asks for numbers that are not here */
    async _send(rows, numberOf) {
        const results = [];
        const letters = rows.map((row, place) => ({
            seq: numberOf(row, place),
            letter: row.letter,
        }));
        for (let at = 0; at < letters.length; at += MOST) {
            const answer = await this._post({letters: letters.slice(at, at + MOST)});
            if (answer.expected !== undefined) {
                return null;
            }
            results.push(...answer.results);
        }
        return results;
    }
}

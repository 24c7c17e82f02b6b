const FOLDER = "field-journal";
const ANSWER_MS = 2000;

/** A file beside the database, one line for each thing that the rep did.
 *
 * It is a second copy: the database is what counts, and a browser without such files
 * loses the copy and nothing else.
 */
export class Journal {
    /**
     * @param {string} address of the worker that writes
     * @param {string} owner name of the database it stands beside
     */
    constructor(address, owner) {
        this.folder = `${FOLDER}-${owner}`;
        this.asked = new Map();
        this.count = 0;
        try {
            this.worker = new Worker(address);
            this.worker.onmessage = ({data}) => this._answer(data);
            this.worker.onerror = () => (this.worker = null);
            this.ready = this._send({folder: this.folder, open: crypto.randomUUID()});
        } catch {
            this.worker = null;
        }
    }

    _answer({id, error}) {
        const {resolve} = this.asked.get(id) || {};
        this.asked.delete(id);
        resolve?.(!error);
    }

    _send(message) {
        if (!this.worker) {
            return Promise.resolve(false);
        }
        const id = ++this.count;
        return new Promise((resolve) => {
            this.asked.set(id, {resolve});
            setTimeout(() => resolve(false), ANSWER_MS);
            this.worker.postMessage({id, ...message});
        });
    }

    /** @returns {Promise<boolean>} whether the line is on the disk */
    async append(entry) {
        return (await this.ready) ? this._send({text: JSON.stringify(entry)}) : false;
    }

    /** Let go of the file. */
    stop() {
        this.worker?.terminate();
        this.worker = null;
    }

    static async _files(owner) {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle(`${FOLDER}-${owner}`);
        const files = [];
        for await (const [name, handle] of folder.entries()) {
            files.push({folder, name, handle});
        }
        return files;
    }

    /** Everything that was written on this phone for a user, the oldest first. */
    static async read(owner) {
        const entries = [];
        try {
            for (const {handle} of await Journal._files(owner)) {
                const text = await (await handle.getFile()).text();
                for (const line of text.split("\n")) {
                    try {
                        entries.push(JSON.parse(line));
                    } catch {
                        // The last line of a phone that died while writing it.
                    }
                }
            }
        } catch {
            return [];
        }
        return entries.sort((one, other) => (one.uuid < other.uuid ? -1 : 1));
    }

    /** Delete files of earlier openings, all of whose lines the office has. */
    static async tidy(owner, isKnown) {
        try {
            for (const {folder, name, handle} of await Journal._files(owner)) {
                const text = await (await handle.getFile()).text();
                const uuids = text.match(/"uuid":"([0-9a-f-]{36})"/g) || [];
                if (uuids.every((found) => isKnown(found.slice(8, -1)))) {
                    // One that another tab writes to is locked, and stays.
                    await folder.removeEntry(name).catch(() => null);
                }
            }
        } catch {
            // No folder yet, or no such files in this browser.
        }
    }

    static async erase(owner) {
        try {
            const root = await navigator.storage.getDirectory();
            await root.removeEntry(`${FOLDER}-${owner}`, {recursive: true});
        } catch {
            // There was none.
        }
    }
}

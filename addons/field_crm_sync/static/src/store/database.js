/* IndexedDB, so that nothing of it can fail unseen: every transaction is awaited to its
 * end, and its end is the disk's ("strict"), not the operating system's. */

/** @returns {Promise<any>} what a request of IndexedDB gives */
export function ask(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

export class Database {
    constructor(db) {
        this.db = db;
    }

    close() {
        this.db.close();
    }

    /** Read, in one transaction.
     *
     * @param {string[]} names of stores
     * @param {(stores: Record<string, IDBObjectStore>) => Promise<any>} work
     */
    read(names, work) {
        return this._run(names, "readonly", work);
    }

    /** Write, in one transaction; it has happened when this resolves, else nothing has. */
    write(names, work) {
        return this._run(names, "readwrite", work);
    }

    _run(names, mode, work) {
        return new Promise((resolve, reject) => {
            const transaction = this.db.transaction(names, mode, {
                durability: "strict",
            });
            const stores = Object.fromEntries(
                names.map((name) => [name, transaction.objectStore(name)]),
            );
            let result;
            let failure = null;
            transaction.oncomplete = () => resolve(result);
            transaction.onabort = () => reject(failure || transaction.error);
            Promise.resolve(work(stores)).then(
                (value) => (result = value),
                (error) => {
                    failure = error;
                    try {
                        transaction.abort();
                    } catch {
                        reject(error);
                    }
                },
            );
        });
    }
}

/** Open a database, climbing its ladder of versions from wherever it stands.
 *
 * @param {string} name
 * @param {((db: IDBDatabase, transaction: IDBTransaction) => void)[]} ladder one step a
 *  version; a step adds, and never drops what a rep has done
 * @param {{onBlocked?: Function, onReplaced?: Function}} [hooks] another tab holds an
 *  older version open; another tab wants a newer one, so this one has been closed
 * @returns {Promise<Database>}
 */
export function openDatabase(name, ladder, {onBlocked, onReplaced} = {}) {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(name, ladder.length);
        request.onupgradeneeded = ({oldVersion}) => {
            for (const step of ladder.slice(oldVersion)) {
                step(request.result, request.transaction);
            }
        };
        request.onblocked = () => onBlocked?.();
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
            const db = request.result;
            db.onversionchange = () => {
                db.close();
                onReplaced?.();
            };
            db.onclose = () => onReplaced?.();
            resolve(new Database(db));
        };
    });
}

export function deleteDatabase(name) {
    return ask(indexedDB.deleteDatabase(name));
}

/*
 * Sends what waits when no page of the app is open and the browser has a network again
 * (Background Sync, which not every browser has: a bonus, never the way).
 *
 * It writes nothing on the phone. The page sends the same again when it opens, and the
 * ledger answers as it did. It takes the lock under which the page synchronises.
 */
const QUEUE = "field-queue";
const AT_ONCE = 20;

function ask(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/* Rows of some stores; null when there is no such database, which is not made here. */
async function readStores(name, stores) {
    const known = await indexedDB.databases();
    if (!known.some((one) => one.name === name)) {
        return null;
    }
    const database = await ask(indexedDB.open(name));
    database.onversionchange = () => database.close();
    try {
        const transaction = database.transaction(stores);
        return await Promise.all(
            stores.map((store) => ask(transaction.objectStore(store).getAll())),
        );
    } finally {
        database.close();
    }
}

async function sendWaiting(name) {
    const found = await readStores(name, ["meta", "outbox"]);
    const [meta, outbox] = found || [[], []];
    const values = new Map(meta.map(({key, value}) => [key, value]));
    const key = values.get("key");
    if (values.get("lock") || !key) {
        // Behind a PIN it cannot be read here.
        return;
    }
    const messages = outbox
        .filter(({state}) => state === "waiting")
        .map(({seq, body}) => {
            const {uuid, type, version, at, args, base, blobs, replaces} = body;
            const message = {seq, uuid, type, version, at, args, base, blobs};
            return replaces ? {...message, replaces} : message;
        });
    for (let first = 0; first < messages.length; first += AT_ONCE) {
        const response = await fetch("/field/api/push", {
            method: "POST",
            credentials: "omit",
            headers: {
                "Content-Type": "application/json",
                Authorization: `Bearer ${key}`,
            },
            body: JSON.stringify({
                device: values.get("device"),
                mutations: messages.slice(first, first + AT_ONCE),
            }),
        });
        if (!response.ok || (await response.json()).expected !== undefined) {
            // Signed out, revoked, or a backup came back: the page knows what to do.
            return;
        }
    }
}

async function sendQueue() {
    const pages = await self.clients.matchAll({type: "window"});
    if (pages.length) {
        // An open page sends by itself, and shows it.
        return;
    }
    const seated = (await readStores("field-seat", ["seat"]))?.[0] || [];
    const name = seated.find(({key}) => key === "current")?.name;
    if (name) {
        await navigator.locks.request(`${name}-sync`, () => sendWaiting(name));
    }
}

self.addEventListener("sync", (event) => {
    if (event.tag === QUEUE) {
        event.waitUntil(sendQueue());
    }
});

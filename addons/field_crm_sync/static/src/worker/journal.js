/*
 * A file beside the database, to which each thing that the rep does is added.
 *
 * Odoo's own pages know a button that empties every database of the address; this file
 * is not among what it empties. Only a worker can add to a file without copying it.
 */
let file = null;

async function open(folder, name) {
    const root = await navigator.storage.getDirectory();
    const place = await root.getDirectoryHandle(folder, {create: true});
    const handle = await place.getFileHandle(name, {create: true});
    file = await handle.createSyncAccessHandle();
}

function append(text) {
    const bytes = new TextEncoder().encode(`${text}\n`);
    let at = file.getSize();
    const end = at + bytes.length;
    while (at < end) {
        at += file.write(bytes.subarray(bytes.length - (end - at)), {at});
    }
    file.flush();
}

self.addEventListener("message", async ({data}) => {
    try {
        if (data.open) {
            await open(data.folder, data.open);
        } else {
            append(data.text);
        }
        self.postMessage({id: data.id});
    } catch (error) {
        self.postMessage({id: data.id, error: `${error.name}: ${error.message}`});
    }
});

import {withState} from "./blobs";

/* The phone's tables. A new version adds a step at the end; outbox, acked, alert and
 * blob are the rep's work and are never dropped. */
export const LADDER = [
    (db) => {
        db.createObjectStore("meta", {keyPath: "key"});
        db.createObjectStore("outbox", {keyPath: "seq"});
        db.createObjectStore("acked", {keyPath: "seq"}).createIndex("at", "at");
        db.createObjectStore("alert", {keyPath: "uuid"});
        db.createObjectStore("blob", {keyPath: ["owner", "sha"]});
        db.createObjectStore("chunk", {keyPath: ["table", "number"]});
    },
    // Photos that wait are counted and found without reading any photo.
    (_db, transaction) => {
        const blobs = transaction.objectStore("blob");
        blobs.createIndex("waiting", ["waits", "at"]);
        blobs.openCursor().onsuccess = ({target: {result: cursor}}) => {
            cursor?.update(withState(cursor.value));
            cursor?.continue();
        };
    },
];

export const SEAT_LADDER = [(db) => db.createObjectStore("seat", {keyPath: "key"})];

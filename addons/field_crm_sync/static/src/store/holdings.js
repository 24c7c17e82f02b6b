import {Table} from "../engine/table/table";
import {ask} from "./database";

/* Text that no rep looks for: the search passes it over. */
const QUIET = {
    partner: [
        "field_status",
        "create_date",
        "write_date",
        "create_user",
        "write_user",
        "revisit_date",
        "last_visit_date",
        "next_visit_date",
        "opening_summary",
        "geo_precision",
        "geofence_shape",
        "visit_kind",
        "iban",
        "bic",
    ],
};
export const TABLES = ["partner", "person", "visit", "request", "history"];

function emptyTables() {
    return new Map(TABLES.map((name) => [name, new Table({quiet: QUIET[name]})]));
}

/** What the office lets this rep see: tables, forms, and how far they have come. */
export class Holdings {
    constructor(database, vault, outbox) {
        Object.assign(this, {database, vault, outbox});
        this.tables = emptyTables();
        this.meta = {};
    }

    async load() {
        const [chunks, meta] = await this.database.read(["chunk", "meta"], (stores) =>
            Promise.all([ask(stores.chunk.getAll()), ask(stores.meta.getAll())]),
        );
        this.meta = {};
        for (const {key, value} of meta) {
            this.meta[key] = await this.vault.open(value);
        }
        const plans = new Map();
        for (const {table, number, chunk} of chunks) {
            if (!plans.has(table)) {
                plans.set(table, new Map());
            }
            plans.get(table).set(number, await this.vault.open(chunk));
        }
        this.tables = emptyTables();
        for (const [name, plan] of plans) {
            this.tables.get(name)?.swap(plan);
        }
    }

    get lists() {
        return this.meta.lists || null;
    }

    get cursor() {
        return this.meta.cursor || null;
    }

    table(name) {
        return this.tables.get(name);
    }

    _plan(tables, gone) {
        const plans = new Map();
        for (const name of TABLES) {
            const fresh = tables[name] || {columns: [], rows: []};
            const lost = gone[name] || [];
            if (fresh.rows.length || lost.length) {
                const shape = {columns: fresh.columns, values: fresh.rows};
                plans.set(name, this.table(name).plan(shape, lost));
            }
        }
        return plans;
    }

    /** Rows, removed numbers, forms, place and acknowledged mutations: all of an answer
     * in one transaction, or nothing of it.
     *
     * @param {{tables?, gone?, meta?: object, lastSeq?: number}} change
     */
    async apply({tables = {}, gone = {}, meta = {}, lastSeq = 0}) {
        const plans = this._plan(tables, gone);
        const settled = this.outbox.settledUpTo(lastSeq);
        // Of what screens show; a later cursor alone is no news to anybody.
        const isNews = plans.size || settled.length || meta.lists;
        const revision = (this.meta.revision || 0) + (isNews ? 1 : 0);
        const writes = [];
        for (const [table, plan] of plans) {
            for (const [number, chunk] of plan) {
                const sealed = chunk && (await this.vault.seal(chunk));
                writes.push({table, number, chunk: sealed});
            }
        }
        const values = [];
        for (const [key, value] of Object.entries({...meta, revision})) {
            values.push({key, value: await this.vault.seal(value)});
        }
        const acknowledged = await this.outbox.sealAcked(settled);
        const names = ["chunk", "meta", "outbox", "acked"];
        await this.database.write(names, ({chunk, meta: place, outbox, acked}) => {
            for (const row of writes) {
                if (row.chunk) {
                    chunk.put(row);
                } else {
                    chunk.delete([row.table, row.number]);
                }
            }
            values.forEach((row) => place.put(row));
            for (const row of acknowledged) {
                outbox.delete(row.seq);
                acked.put(row);
            }
            return null;
        });
        for (const [name, plan] of plans) {
            this.table(name).swap(plan);
        }
        Object.assign(this.meta, meta, {revision});
        this.outbox.forgetEntries(settled);
    }

    /** Whether another tab has written since this one read. */
    async isStale() {
        const row = await this.database.read(["meta"], ({meta}) =>
            ask(meta.get("revision")),
        );
        const revision = row && (await this.vault.open(row.value));
        return revision !== this.meta.revision;
    }

    /** Remember single values. `device` and `seq` are written by the outbox. */
    note(meta) {
        return this.apply({meta});
    }
}

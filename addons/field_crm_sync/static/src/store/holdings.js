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
const OWNERS = {person: "parent_id", visit: "partner_id", history: "partner_id"};
export const TABLES = ["partner", "person", "visit", "request", "history"];

/* Where a record lies: table and number. Both kinds of request are one table. */
function rowOf(model, id) {
    const table = {"res.partner": "partner", "field.visit": "visit"}[model];
    const isChange = model === "field.modification.request";
    return table ? [table, id] : ["request", 2 * id + Number(isChange)];
}

function emptyTables() {
    return new Map(TABLES.map((name) => [name, new Table({quiet: QUIET[name]})]));
}

/** What the office lets this rep see: tables, forms, and how far they have come. */
export class Holdings {
    constructor(database, vault, outbox) {
        Object.assign(this, {database, vault, outbox});
        this.tables = emptyTables();
        this.meta = {};
        this.changes = 0;
    }

    /** Read everything into memory again, as when another tab has written. */
    async load() {
        const {changes} = this;
        const [chunks, meta] = await this.database.read(["chunk", "meta"], (stores) =>
            Promise.all([ask(stores.chunk.getAll()), ask(stores.meta.getAll())]),
        );
        const values = {};
        for (const {key, value} of meta) {
            values[key] = await this.vault.open(value);
        }
        const plans = new Map();
        for (const {table, number, chunk} of chunks) {
            if (!plans.has(table)) {
                plans.set(table, new Map());
            }
            plans.get(table).set(number, await this.vault.open(chunk));
        }
        if (this.changes !== changes) {
            // What was read is older than what this tab has written meanwhile.
            await this.load();
            return;
        }
        this.meta = values;
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
        const left = gone.partner || [];
        for (const name of TABLES) {
            const fresh = tables[name] || {columns: [], rows: []};
            const lost = [...(gone[name] || []), ...this._hangingOn(name, left)];
            if (fresh.rows.length || lost.length) {
                const shape = {columns: fresh.columns, values: fresh.rows};
                plans.set(name, this.table(name).plan(shape, lost));
            }
        }
        return plans;
    }

    /* What hangs on a client goes with it: the office does not name each. */
    _hangingOn(name, partners) {
        const owner = OWNERS[name];
        return owner
            ? partners.flatMap((id) =>
                  this.table(name)
                      .by(owner, id)
                      .map((row) => row.id),
              )
            : [];
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
        // A tab that has not read another's rows yet must not hide that there are some.
        const noted = isNews ? {...meta, revision} : meta;
        for (const [key, value] of Object.entries(noted)) {
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
        Object.assign(this.meta, noted);
        this.changes++;
        this.outbox.forgetEntries(settled);
    }

    /** Drop rows whose records the office has lost, and fetch everything anew.
     *
     * @param {{model: string, id: number}[]} records
     */
    async forget(records) {
        const gone = {};
        for (const {model, id} of records) {
            const [table, number] = rowOf(model, id);
            (gone[table] ??= []).push(number);
        }
        if (records.length) {
            await this.apply({gone, meta: {cursor: null, loading: null}});
        }
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

/** Rows of one table as screens see them: what the office sent, what waits laid over it,
 * and how far each has come (`tick`). `key` is a row's number, or the uuid of the
 * mutation that makes it. */
export class Rows {
    /**
     * @param {Field} field
     * @param {string} name of the table
     * @param {string} owner column that names the client or prospect
     */
    constructor(field, name, owner = "partner_id") {
        Object.assign(this, {field, name, owner});
    }

    get table() {
        return this.field.phone.holdings.table(this.name);
    }

    get overlay() {
        return this.field.overlay;
    }

    show(key, row) {
        return {...row, key, tick: this.overlay.tickOf(this.name, key)};
    }

    get(key) {
        const own = this.overlay.keyOf(key);
        const row = this.overlay.get(this.name, own);
        return row && this.show(own, row);
    }

    /* Rows of the table, their changed versions instead, and those that are new. */
    merge(rows, isMeant) {
        const changed = this.overlay.changed(this.name);
        const kept = rows
            .filter(({id}) => !changed.has(id))
            .map((row) => this.show(row.id, row));
        for (const [key, row] of changed) {
            if (row && isMeant(row)) {
                kept.push(this.show(key, row));
            }
        }
        return kept;
    }

    /** Rows of one client or prospect, the latest first. */
    of(key) {
        const own = this.overlay.keyOf(key);
        const {owner} = this;
        return this.merge(this.table.by(owner, own), (row) => row[owner] === own).sort(
            latestFirst,
        );
    }

    where(column, test) {
        return this.merge(this.table.where(column, test), (row) => test(row[column]));
    }
}

export function latestFirst(one, other) {
    const [mine, theirs] = [one.date || "", other.date || ""];
    if (mine === theirs) {
        return 0;
    }
    return mine < theirs ? 1 : -1;
}

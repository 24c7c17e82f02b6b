import {columnOf, planChange, rowAt} from "./chunk";
import {Order} from "./order";
import {searchable} from "../search/text";

/** One table of a pull, in memory: chunks, and what finds rows in them. */
export class Table {
    /**
     * @param {{quiet?: string[]}} [options] quiet: text columns that no search looks at
     */
    constructor({quiet = []} = {}) {
        this.quiet = new Set(quiet);
        this.chunks = new Map();
        this.home = new Map();
        this.groups = new Map();
        this.order = new Order();
        // Numbers of the chunks that the order does not know as they are.
        this.unread = new Set();
    }

    get size() {
        return this.home.size;
    }

    /** Chunks to write for a change; give them to `swap` when they are on the disk. */
    plan(fresh, gone) {
        return planChange(this.chunks, this.home, fresh, gone);
    }

    /** @param {Map<number, object | null>} plan */
    swap(plan) {
        for (const number of plan.keys()) {
            for (const id of columnOf(this.chunks.get(number) || {columns: []}, "id")) {
                this.home.delete(id);
            }
            this.unread.add(number);
        }
        for (const [number, chunk] of plan) {
            if (!chunk) {
                this.chunks.delete(number);
                continue;
            }
            this.chunks.set(number, chunk);
            for (const id of columnOf(chunk, "id")) {
                this.home.set(id, number);
            }
        }
        this.groups = new Map();
    }

    ids() {
        return this.home.keys();
    }

    has(id) {
        return this.home.has(id);
    }

    get(id) {
        const chunk = this.chunks.get(this.home.get(id));
        return chunk ? rowAt(chunk, columnOf(chunk, "id").indexOf(id)) : null;
    }

    *rows() {
        for (const chunk of this.chunks.values()) {
            for (let i = 0; i < chunk.count; i++) {
                yield rowAt(chunk, i);
            }
        }
    }

    /** Rows whose value in one column passes a test. */
    where(column, test) {
        const found = [];
        for (const chunk of this.chunks.values()) {
            columnOf(chunk, column).forEach((value, i) => {
                if (test(value)) {
                    found.push(rowAt(chunk, i));
                }
            });
        }
        return found;
    }

    /** Rows with one value in one column, by an index that is built when first asked. */
    by(column, value) {
        if (!this.groups.has(column)) {
            this.groups.set(column, this._group(column));
        }
        return (this.groups.get(column).get(value) || []).map(([chunk, i]) =>
            rowAt(chunk, i),
        );
    }

    _group(column) {
        const groups = new Map();
        for (const chunk of this.chunks.values()) {
            columnOf(chunk, column).forEach((value, i) => {
                const place = [chunk, i];
                if (groups.has(value)) {
                    groups.get(value).push(place);
                } else {
                    groups.set(value, [place]);
                }
            });
        }
        return groups;
    }

    /** Rows in the order of what the search compares: every text of a row, one a line,
     * the name first. */
    sorted() {
        if (this.unread.size) {
            const fresh = new Map();
            for (const number of this.unread) {
                const chunk = this.chunks.get(number);
                fresh.set(number, chunk ? this._readTexts(chunk) : null);
            }
            this.order = this.order.with(fresh);
            this.unread = new Set();
        }
        return this.order;
    }

    _readTexts(chunk) {
        const lists = [...chunk.columns]
            .sort((one, other) => (other === "name") - (one === "name"))
            .filter((name) => !this.quiet.has(name))
            .map((name) => columnOf(chunk, name))
            .filter((list) => list.some((value) => typeof value === "string"));
        return Array.from({length: chunk.count}, (_nothing, i) => {
            let text = "";
            for (const list of lists) {
                if (typeof list[i] === "string" && list[i]) {
                    text += `${searchable(list[i])}\n`;
                }
            }
            return text;
        });
    }
}

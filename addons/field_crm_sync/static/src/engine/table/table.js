import {columnOf, planChange, rowAt} from "./chunk";
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
        this.texts = new Map();
        this._forget();
    }

    get size() {
        return this.home.size;
    }

    _forget() {
        this.groups = new Map();
        this.order = null;
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
            this.texts.delete(number);
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
        this._forget();
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

    /** What the search compares, row by row: every text of the row, one a line. */
    textsOf(number) {
        if (!this.texts.has(number)) {
            this.texts.set(number, this._readTexts(this.chunks.get(number)));
        }
        return this.texts.get(number);
    }

    _readTexts(chunk) {
        // The name comes first: rows are sorted by this text.
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

    /** Every row's place in the order of the first text, which is the name. */
    sorted() {
        if (!this.order) {
            const order = [];
            for (const [number, chunk] of this.chunks) {
                const texts = this.textsOf(number);
                for (let i = 0; i < chunk.count; i++) {
                    order.push({text: texts[i], chunk, i});
                }
            }
            order.sort((one, other) =>
                one.text < other.text ? -1 : Number(one.text > other.text),
            );
            this.order = order;
        }
        return this.order;
    }
}

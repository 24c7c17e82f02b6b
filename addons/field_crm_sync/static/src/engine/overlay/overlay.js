import {EFFECTS} from "./effects";
import {FAILED, tickOf} from "../sync/states";

/* What the rep did and the office has not sent back yet, laid over what it sent.
 *
 * It is reckoned anew from the queue each time, so it cannot disagree with it: when the
 * office's rows come, the mutations that they hold leave the queue, and the others are
 * laid over the new rows. */

/** What a mutation makes stays in sight even when the office refuses it. */
const MAKING = ["CP", "VC", "VP"];

const SIGN = {alert: 3, 1: 2, 2: 1, 0: 0};

export class Overlay {
    /**
     * @param {object} world
     * @param {(table: string, id: number) => object | null} world.read rows as sent
     * @param {Map<string, {model, id}>} world.aliases records that mutations made
     * @param {{id: number} | null} world.rep
     */
    constructor({read, aliases, rep}) {
        Object.assign(this, {read, aliases, rep});
        this.tables = new Map();
        this.ticks = new Map();
    }

    /** @param {object[]} entries `{uuid, state, body}` in the order they were done */
    static of(entries, world) {
        const overlay = new Overlay(world);
        for (const entry of entries) {
            overlay._add(entry);
        }
        return overlay;
    }

    _add({state, body}) {
        const effect = EFFECTS[body.type];
        this.tick = tickOf(state);
        if (effect && (!FAILED.includes(state) || MAKING.includes(body.type))) {
            effect(this, body);
        }
        const key = this.keyOf(body.args.partner ?? body.uuid);
        this._sign("partner", key, this.tick);
    }

    _sign(table, key, tick) {
        const name = `${table}/${key}`;
        if (SIGN[tick] > SIGN[this.ticks.get(name) || 0]) {
            this.ticks.set(name, tick);
        }
    }

    tickOf(table, key) {
        return this.ticks.get(`${table}/${key}`) || 0;
    }

    changed(table) {
        if (!this.tables.has(table)) {
            this.tables.set(table, new Map());
        }
        return this.tables.get(table);
    }

    /** What a record is called here: a uuid until the office's row has come. */
    keyOf(reference, table = "partner") {
        if (typeof reference !== "string" || this.changed(table).has(reference)) {
            return reference;
        }
        return this.aliases.get(reference)?.id ?? reference;
    }

    get(table, key) {
        const changed = this.changed(table);
        return changed.has(key) ? changed.get(key) : this.read(table, key);
    }

    /** For effects: put a row, or null to hide one. */
    put(table, key, row) {
        this.changed(table).set(key, row);
        this._sign(table, key, this.tick);
    }

    patch(table, key, values) {
        const row = this.get(table, key);
        if (row) {
            this.put(table, key, {...row, ...values});
        }
    }
}

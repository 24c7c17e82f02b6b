import {compareLists, decodeSteps, digest, encodeSteps} from "../engine/sync/id_list";
import {TABLES} from "../store/holdings";

const WANTED = 4000;
const OWN_TABLES = ["partner", "person", "visit", "request"];

/** Brings what the office has: everything at first, then what changed. */
export class Puller {
    /** @param {(done: number) => void} onProgress rows of a first load so far */
    constructor(phone, transport, onProgress = () => null) {
        this.phone = phone;
        this.transport = transport;
        this.onProgress = onProgress;
    }

    get holdings() {
        return this.phone.holdings;
    }

    _ask(extra) {
        const {holdings, phone} = this;
        return this.transport.post("pull", {
            device: phone.device,
            epoch: holdings.meta.epoch || null,
            cursor: holdings.cursor,
            acked: phone.outbox.lastAcked || null,
            lists: holdings.lists?.hash || null,
            ...extra,
        });
    }

    /** @returns {Promise<string | null>} why all has to begin anew, if it has to */
    async run() {
        const loading = this.holdings.meta.loading;
        let answer = await this._ask(loading ? {page: loading.next} : {});
        if (answer.reset) {
            await this._begin(answer);
            return answer.reset;
        }
        while (answer.next) {
            const {next, epoch} = answer;
            await this._take(answer, {loading: {next}, epoch});
            answer = await this._ask({page: answer.next});
            if (answer.reset) {
                await this._begin(answer);
                return answer.reset;
            }
        }
        const isFirst = !this.holdings.cursor;
        await this._take(answer, {
            loading: null,
            cursor: answer.cursor,
            epoch: answer.epoch,
            pulledAt: Date.now(),
        });
        if (answer.results) {
            await this.phone.outbox.settle(answer.results);
        }
        const sums = answer.sums || (isFirst ? null : {});
        await this._reconcile(sums);
        return null;
    }

    async _take(answer, meta) {
        const {tables, gone, lists, last_seq: lastSeq} = answer;
        // A page belongs to a cursor that is kept only with the last one, and the rows
        // of a first load that was begun anew are put over the old ones.
        await this.holdings.apply({
            tables,
            gone,
            lastSeq: meta.cursor ? lastSeq : 0,
            meta: {...meta, ...(lists ? {lists} : {})},
        });
        this.onProgress(TABLES.reduce((sum, name) => sum + this._size(name), 0));
    }

    _size(name) {
        return this.holdings.table(name).size;
    }

    /* The office has another past than the phone: send what it lost, and begin anew. */
    async _begin({last_seq: lastSeq}) {
        await this.phone.resend(lastSeq);
        await this.holdings.note({cursor: null, loading: null, epoch: null});
    }

    /** Drop what the rep may no longer see, and fetch what is missing.
     *
     * Rights that are lost change no row, so only comparing all numbers shows them.
     *
     * @param {Record<string, [number, number]> | null} sums of the office, null to ask
     *  for the numbers themselves
     */
    async _reconcile(sums) {
        const differ = sums
            ? Object.keys(sums).filter(
                  (name) =>
                      String(digest(this.holdings.table(name).ids())) !==
                      String(sums[name]),
              )
            : TABLES.filter((name) => this._size(name) && name !== "history");
        if (!differ.length) {
            return;
        }
        // What hangs on a partner goes with it.
        const asked = differ.includes("partner") ? OWN_TABLES : differ;
        const {ids} = await this._ask({ids: asked});
        const gone = {};
        const want = {};
        for (const [name, steps] of Object.entries(ids)) {
            const {extra, missing} = compareLists(
                this.holdings.table(name).ids(),
                decodeSteps(steps),
            );
            gone[name] = extra;
            want[name] = missing;
        }
        await this.holdings.apply({gone});
        await this._fetch(want);
    }

    async _fetch(want) {
        for (const [name, numbers] of Object.entries(want)) {
            for (let at = 0; at < numbers.length; at += WANTED) {
                const part = encodeSteps(numbers.slice(at, at + WANTED));
                const {tables} = await this._ask({want: {[name]: part}});
                await this.holdings.apply({tables});
            }
        }
    }
}

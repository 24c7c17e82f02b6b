/* Rows of a table in the order of their texts, one text after another in one string:
 * what is typed is looked for in it at once, which is several times quicker than row by
 * row. Each text ends with a line break, so nothing is found across two rows. */

function compare(one, other) {
    return one < other ? -1 : Number(one > other);
}

export class Order {
    /**
     * @param {string[]} texts sorted
     * @param {number[]} numbers of the chunk that each row is in
     * @param {number[]} places of each row in its chunk
     */
    constructor(texts = [], numbers = [], places = []) {
        Object.assign(this, {texts, size: texts.length});
        this.numbers = Int32Array.from(numbers);
        this.places = Int32Array.from(places);
        this.whole = texts.join("");
        this.starts = new Uint32Array(this.size + 1);
        for (let row = 0; row < this.size; row++) {
            this.starts[row + 1] = this.starts[row] + texts[row].length;
        }
    }

    /** The order after some chunks have changed; the others are not sorted again.
     *
     * @param {Map<number, string[]>} fresh texts by number of the chunk; null for one
     *  that is gone
     * @returns {Order}
     */
    with(fresh) {
        const added = [];
        for (const [number, texts] of fresh) {
            texts?.forEach((text, place) => added.push({text, number, place}));
        }
        added.sort((one, other) => compare(one.text, other.text));
        const [texts, numbers, places] = [[], [], []];
        const push = (text, number, place) => {
            texts.push(text);
            numbers.push(number);
            places.push(place);
        };
        let next = 0;
        for (let row = 0; row < this.size; row++) {
            if (fresh.has(this.numbers[row])) {
                continue;
            }
            const text = this.texts[row];
            for (; next < added.length && added[next].text < text; next++) {
                push(added[next].text, added[next].number, added[next].place);
            }
            push(text, this.numbers[row], this.places[row]);
        }
        for (; next < added.length; next++) {
            push(added[next].text, added[next].number, added[next].place);
        }
        return new Order(texts, numbers, places);
    }
}

/* Goes from row to row that hold one of some texts. */
class Needle {
    constructor(order, texts) {
        Object.assign(this, {order, texts});
        this.found = texts.map(() => -1);
    }

    next(row) {
        const {order, texts, found} = this;
        const from = order.starts[row];
        let first = Infinity;
        for (let n = 0; n < texts.length; n++) {
            if (found[n] < from) {
                const place = order.whole.indexOf(texts[n], from);
                found[n] = place < 0 ? Infinity : place;
            }
            first = Math.min(first, found[n]);
        }
        if (first === Infinity) {
            return order.size;
        }
        let at = row;
        while (order.starts[at + 1] <= first) {
            at++;
        }
        return at;
    }
}

/** Goes from row to row of an order that hold all that is looked for. */
export class Finder {
    /**
     * @param {Order} order
     * @param {string[][]} needles of each, one of its texts is enough
     */
    constructor(order, needles) {
        this.size = order.size;
        this.needles = needles.map((texts) => new Needle(order, texts));
    }

    /** The first such row from a row on; the number of rows when there is none. */
    next(row) {
        let at = row;
        let before = -1;
        while (at !== before && at < this.size) {
            before = at;
            for (const needle of this.needles) {
                at = at < this.size ? needle.next(at) : at;
            }
        }
        return Math.min(at, this.size);
    }
}

/** Keeps the `limit` smallest of what it is given, without sorting the others. */
export class Nearest {
    constructor(limit) {
        this.limit = limit;
        this.kept = [];
    }

    add(measure, item) {
        const {kept, limit} = this;
        if (kept.length === limit && measure >= kept[limit - 1].measure) {
            return;
        }
        let low = 0;
        let high = kept.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (kept[middle].measure <= measure) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        kept.splice(low, 0, {measure, item});
        if (kept.length > limit) {
            kept.pop();
        }
    }
}

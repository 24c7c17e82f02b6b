/** Keeps the `limit` smallest of what it is given, without sorting the others. */
export class Nearest {
    constructor(limit) {
        this.limit = limit;
        this.kept = [];
    }

    /** Whether something of this measure would be kept now. */
    wants(measure) {
        const {kept, limit} = this;
        return kept.length < limit || measure < kept[limit - 1].measure;
    }

    add(measure, item) {
        if (!this.wants(measure)) {
            return;
        }
        const {kept, limit} = this;
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

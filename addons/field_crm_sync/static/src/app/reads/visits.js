import {Rows, latestFirst} from "./rows";

const OPEN = ["to_plan", "planned", "in_progress", "paused"];

export class Visits extends Rows {
    constructor(field) {
        super(field, "visit");
    }

    /** Visits from one day to another, both included, the earliest first.
     *
     * @param {string} from `2026-05-01`
     * @param {string} to
     */
    between(from, to) {
        const found = this.where("date", (date) => {
            const day = date?.slice(0, 10);
            return day >= from && day <= to;
        });
        return found.sort(latestFirst).reverse();
    }

    /** What the rep still has to do, the earliest first. */
    planned() {
        const rep = this.field.lists?.rep?.id;
        return this.where("state", (state) => OPEN.includes(state))
            .filter(({user_id: user}) => !rep || user === rep)
            .sort(latestFirst)
            .reverse();
    }
}

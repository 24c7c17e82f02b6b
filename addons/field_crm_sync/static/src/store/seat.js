import {SEAT_LADDER} from "./schema";
import {ask, openDatabase} from "./database";

/** Who sits at this phone: which database to open before anything else is known. */
export class Seat {
    static async open() {
        return new Seat(await openDatabase("field-seat", SEAT_LADDER));
    }

    constructor(database) {
        this.database = database;
    }

    /** @returns {Promise<{name, user, lang, theme} | undefined>} */
    current() {
        return this.database.read(["seat"], ({seat}) => ask(seat.get("current")));
    }

    /** Everybody whose work this phone holds. */
    async all() {
        const rows = await this.database.read(["seat"], ({seat}) => ask(seat.getAll()));
        return rows.filter((row) => row.key !== "current");
    }

    async take(values) {
        const before = (await this.current()) || {};
        const now = {...before, ...values};
        await this.database.write(["seat"], ({seat}) => {
            seat.put({...now, key: "current"});
            if (now.name) {
                seat.put({...now, key: now.name});
            }
        });
        return now;
    }

    leave(name) {
        return this.database.write(["seat"], ({seat}) => {
            seat.delete("current");
            seat.delete(name);
        });
    }
}

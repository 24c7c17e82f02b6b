import {Rows} from "./rows";
import {dialled, plain} from "../../engine/search/text";
import {find} from "../../engine/search/find";

const PHONES = ["phone", "mobile", "fax", "other_phone"];
const ALIKE = 20;

function digits(text) {
    return typeof text === "string" ? dialled(text) : "";
}

export class Partners extends Rows {
    constructor(field) {
        super(field, "partner", "parent_id");
    }

    /** Clients and prospects that answer a question; see engine/search/find.
     *
     * @param {{text?, kind?: "client" | "prospect", filters?, origin?, within?, limit?}} question
     * @returns {{total: number, rows: object[]}}
     */
    find({kind, filters = {}, ...question}) {
        const wanted = kind ? {field_status: kind, ...filters} : filters;
        const changed = this.overlay.changed("partner");
        const {total, rows} = find(this.table, changed, {...question, filters: wanted});
        return {total, rows: rows.map((row) => this.show(row.key, row))};
    }

    /** Who has this phone number, or this name at this place (S3-38).
     *
     * @returns {object[]} rows with `double`: "phone" or "name"
     */
    doubles(phone, name, zip) {
        const number = digits(phone);
        const people = number.length >= 6 ? this._withPhone(number) : [];
        const called = plain((name || "").trim());
        const alike = called
            ? this.find({text: called, limit: ALIKE}).rows.filter(
                  (row) =>
                      plain(row.name || "") === called && (!zip || row.zip === zip),
              )
            : [];
        const seen = new Set(people.map(({key}) => key));
        return [
            ...people.map((row) => ({...row, double: "phone"})),
            ...alike
                .filter(({key}) => !seen.has(key))
                .map((row) => ({...row, double: "name"})),
        ];
    }

    _withPhone(number) {
        const found = new Map();
        for (const column of PHONES) {
            for (const row of this.where(column, (value) => digits(value) === number)) {
                found.set(row.key, row);
            }
        }
        for (const person of this.field.persons.withPhone(number)) {
            const row = this.get(person.parent_id);
            if (row) {
                found.set(row.key, row);
            }
        }
        return [...found.values()];
    }
}

export class Persons extends Rows {
    constructor(field) {
        super(field, "person", "parent_id");
    }

    of(key) {
        const [main, others] = [[], []];
        for (const row of super.of(key)) {
            (row.is_main_contact ? main : others).push(row);
        }
        return [...main, ...others];
    }

    withPhone(number) {
        return PHONES.flatMap((column) =>
            this.where(column, (value) => digits(value) === number),
        );
    }
}

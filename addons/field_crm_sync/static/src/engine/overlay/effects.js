import {PRESETS, revisitDay} from "../calendar/revisit";
import {dayOf, isDay} from "../calendar/day";

/* What each kind of mutation does to the rows of the phone, as the office will do it. */

/** A moment as rows have it: UTC, `2026-05-01 08:30:00`. */
function moment(text) {
    return text && text.replace("T", " ").replace(/(\.\d+)?Z?$/, "");
}

/** What a visit's row keeps of before where the mutation is silent. */
function visitValues(args, before) {
    const silent = {comment: null, answers: null, type: null, problem: null};
    const said = {...silent, ...args};
    return {
        comment: said.comment ?? before.comment ?? null,
        answer_ids: said.answers ?? before.answer_ids ?? null,
        type_id: said.type ?? before.type_id ?? null,
        problem: said.problem ?? before.problem ?? null,
    };
}

function visitDate({date}, at) {
    return moment(date?.length === 10 ? `${date}T${at.slice(11)}` : date || at);
}

/** A visit that took place moves the dates of its client. */
function markVisited(overlay, partner, account, args, day) {
    const last = account.last_visit_date;
    overlay.patch("partner", partner, {
        ...nested(account, args.values),
        last_visit_date: last && last.slice(0, 10) > day ? last : day,
        revisit_date: revisitOf(args.revisit, day) ?? account.revisit_date,
    });
}

function visit(overlay, {uuid, at, args}) {
    const partner = overlay.keyOf(args.partner);
    const account = overlay.get("partner", partner);
    const date = visitDate(args, at);
    const state = args.state || "done";
    const key = args.visit ? overlay.keyOf(args.visit, "visit") : uuid;
    const before = overlay.get("visit", key) || {};
    overlay.put("visit", key, {
        id: null,
        partner_id: partner,
        user_id: overlay.rep?.id ?? null,
        subject: args.subject ?? null,
        before_client: account?.field_status === "prospect",
        ...before,
        date,
        state,
        ...visitValues(args, before),
    });
    if (account && state === "done") {
        markVisited(overlay, partner, account, args, date.slice(0, 10));
    }
}

/* Own fields are named by their column and their own name: `own_properties.x`. */
function nested(row, values) {
    const plain = {};
    for (const [name, value] of Object.entries(values || {})) {
        const [column, own] = name.split(".");
        plain[column] = own
            ? {...row?.[column], ...plain[column], [own]: value}
            : value;
    }
    return plain;
}

function changeProspect(overlay, {args}) {
    const key = overlay.keyOf(args.partner);
    overlay.patch("partner", key, nested(overlay.get("partner", key), args.values));
}

function createProspect(overlay, {uuid, at, args}) {
    overlay.put("partner", uuid, {
        id: null,
        field_status: "prospect",
        user_id: overlay.rep?.id ?? null,
        create_date: moment(at),
        create_user: overlay.rep?.name ?? null,
        ...nested(null, args.values),
    });
}

function ask(model, lines) {
    return (overlay, {uuid, at, args}) => {
        const partner = overlay.keyOf(args.partner);
        overlay.put("request", uuid, {
            id: null,
            model,
            partner_id: partner,
            state: "pending",
            date: moment(at),
            reason: null,
            lines: lines(args, overlay.get("partner", partner)),
        });
        if (args.values) {
            overlay.patch("partner", partner, args.values);
        }
    };
}

/** A day, or the code of a preset that begins on `day`; null for neither. */
function revisitOf(wanted, day) {
    if (PRESETS.includes(wanted)) {
        return revisitDay(day, wanted);
    }
    return isDay(wanted || "") ? wanted : null;
}

function setRevisit(overlay, {at, args}) {
    const day = revisitOf(args.preset || args.date, dayOf(new Date(at)));
    if (day || args.date === "") {
        overlay.patch("partner", overlay.keyOf(args.partner), {revisit_date: day});
    }
}

function patchPartner(values) {
    return (overlay, {args}) => {
        overlay.patch("partner", overlay.keyOf(args.partner), values(args));
    };
}

function withdraw(overlay, {args}) {
    const {uuid} = args.request;
    const key = uuid && overlay.changed("request").has(uuid) ? uuid : args.request.key;
    overlay.put("request", key, null);
}

function report(overlay, {args}) {
    const key = overlay.keyOf(args.visit, "visit");
    const row = overlay.get("visit", key);
    if (row) {
        overlay.put("visit", key, {...row, last_rating: args.rating ?? null});
        overlay.patch("partner", row.partner_id, args.values || {});
    }
}

export const EFFECTS = {
    VC: visit,
    VP: visit,
    CP: createProspect,
    MP: changeProspect,
    SP: (overlay, {args}) => overlay.put("partner", overlay.keyOf(args.partner), null),
    CC: ask("field.conversion.request", () => null),
    MC: ask("field.modification.request", ({lines}, partner) =>
        lines.map(({field, value}) => [
            field,
            partner?.[field] ?? "",
            value,
            "pending",
        ]),
    ),
    DR: setRevisit,
    CF: patchPartner(({values}) => values),
    PK: patchPartner(({counts}) => ({park: counts})),
    RS: report,
    GP: patchPartner(({latitude, longitude}) => ({
        partner_latitude: latitude,
        partner_longitude: longitude,
    })),
    XR: withdraw,
};

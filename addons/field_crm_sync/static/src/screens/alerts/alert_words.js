/** What was tried and what became of it, in the rep's words (S2-14). */

import {_t} from "@web/core/l10n/translation";

import {wordOf} from "../../engine/client_sheet/options";
import {spokenDay} from "../shared/wording";

export function wordOfType(type) {
    return (
        {
            VC: _t("Visit of a client"),
            VP: _t("Visit of a prospect"),
            CP: _t("New prospect"),
            MP: _t("Change of a prospect"),
            SP: _t("Deletion of a prospect"),
            CC: _t("Conversion to client"),
            MC: _t("Modification request"),
            DR: _t("Date to see again"),
            PK: _t("Park"),
            CF: _t("Completion of a client"),
            RS: _t("Visit report"),
            GP: _t("Position of a client"),
            XR: _t("Withdrawal of a request"),
        }[type] || type
    );
}

/** @returns {{kind: "bad"|"wait", title: string, text: string}} */
export function wordOfState({state, reason}) {
    const words = {
        rejected: {
            kind: "bad",
            title: _t("Refused"),
            text: _t("Correct it and send it again, or dismiss it."),
        },
        conflict: {
            kind: "wait",
            title: _t("Partly kept apart"),
            text: _t(
                "Somebody else changed the same fields: theirs stand, yours are proposals.",
            ),
        },
        waits: {
            kind: "wait",
            title: _t("Waits for another"),
            text: _t("What it depends on was refused: settle that first."),
        },
        hold: {
            kind: "wait",
            title: _t("Waits for an update"),
            text: _t(
                "The office does not know this yet. It is sent again after an update.",
            ),
        },
        quarantined: {
            kind: "bad",
            title: _t("Set aside"),
            text: _t("An administrator looks at it."),
        },
    };
    const found = words[state] || words.rejected;
    return reason ? {...found, text: reason, advice: found.text} : found;
}

function labelOf(name, lists) {
    return lists.sheet.find((field) => field.name === name)?.label || name;
}

function spoken(name, value, lists) {
    const field = lists.sheet.find((one) => one.name === name) || {name};
    const text = typeof value === "object" && value ? JSON.stringify(value) : value;
    return wordOf(field, text, lists) || _t("empty");
}

/**
 * Both values of each field in conflict: nothing that was typed is lost.
 *
 * @param {{name?, field?, mine, theirs}[]|Object} kept
 * @returns {{label, mine, theirs}[]}
 */
export function keptLines({kept, args, base}, lists) {
    const own = args.values || {};
    const names = Array.isArray(kept)
        ? kept.map((one) => ({name: one.field || one.name || one, ...Object(one)}))
        : Object.entries(kept || {}).map(([name, theirs]) => ({name, theirs}));
    return names.map(({name, mine, theirs, server}) => ({
        label: labelOf(name, lists),
        mine: spoken(name, mine ?? own[name] ?? args[name], lists),
        theirs: spoken(name, theirs ?? server ?? base?.[name], lists),
    }));
}

/** What a refused action held, so that the rep can read it again. */
export function heldLines({args}, lists) {
    const lines = [];
    if (args.date) {
        lines.push({label: _t("Day"), value: spokenDay(args.date.slice(0, 10))});
    }
    if (args.comment) {
        lines.push({label: _t("Comment"), value: args.comment});
    }
    const values = [
        ...Object.entries(args.values || {}),
        ...(args.lines || []).map(({field, value}) => [field, value]),
    ];
    for (const [name, value] of values) {
        lines.push({label: labelOf(name, lists), value: spoken(name, value, lists)});
    }
    return lines;
}

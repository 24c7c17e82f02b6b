/** The year of a rep, from what the phone holds (S3-53 … S3-56). */

import {_t} from "@web/core/l10n/translation";

import {dayOf, monthOf, yearOf} from "../../engine/calendar/day";
import {countYears, QuoteTypes} from "../../engine/statistics/counting";
import {buildReport} from "../../engine/statistics/report";
import {dayOfVisit, isDone} from "../partner/card/past";

const ALL = Number.MAX_SAFE_INTEGER;

function namesOf(lists, quoteTypes) {
    const byId = new Map(
        lists.questions.map((question) => [question.id, question.name]),
    );
    const alone = quoteTypes.marked.map((question) => [
        question.id,
        quoteTypes.kindsOf(question).length
            ? _t("%(name)s, without type", {name: byId.get(question.id)})
            : byId.get(question.id),
    ]);
    return {
        grids: new Map([
            ...lists.price_grids.map((grid) => [grid.id, grid.name]),
            [null, _t("Without grid")],
        ]),
        types: new Map([
            ...quoteTypes.kinds.map((kind) => [kind.id, byId.get(kind.id)]),
            ...alone,
        ]),
        prospects: _t("Prospects"),
    };
}

/**
 * @param {Object} field
 * @param {number} userId whose visits and partners are counted
 */
export async function readReport(field, userId) {
    const {lists} = field;
    const today = dayOf(new Date());
    const year = yearOf(today);
    const [visits, attached] = await Promise.all([
        field.visits.between(`${year - 1}-01-01`, `${year}-12-31`),
        field.partners.find({filters: {user_id: userId}, limit: ALL}),
    ]);
    const done = visits.filter((visit) => visit.user_id === userId && isDone(visit));
    const keys = new Set(attached.rows.map((partner) => partner.key));
    const others = [...new Set(done.map((visit) => visit.partner_id))].filter(
        (key) => !keys.has(key),
    );
    const found = await Promise.all(others.map((key) => field.partners.get(key)));
    const partners = new Map(
        [...attached.rows, ...found.filter(Boolean)].map((one) => [one.key, one]),
    );
    const quoteTypes = new QuoteTypes(
        lists.questions.map((question) => ({
            id: question.id,
            parentId: question.parent_id || null,
            countsAsQuote: Boolean(question.counts_as_quote),
        })),
    );
    const counts = countYears(
        done.map((visit) => {
            const day = dayOfVisit(visit);
            return {
                partner: visit.partner_id,
                year: yearOf(day),
                month: monthOf(day),
                isProspect: Boolean(visit.before_client),
                answers: visit.answer_ids || [],
            };
        }),
        attached.rows.map((partner) => ({
            key: partner.key,
            isProspect: partner.field_status === "prospect",
            grid: partner.price_grid_id || null,
            revenue: partner.revenue_current || 0,
            revenueBefore: partner.revenue_previous || 0,
        })),
        (key) => partners.get(key)?.price_grid_id || null,
        quoteTypes,
    );
    return buildReport(year, namesOf(lists, quoteTypes), counts);
}

import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {DoubleTable} from "./double_table";
import {initialChoice, mergeArguments, movedCounts} from "./double_choice";

/**
 * « Doublons »: the records of a double side by side, which one is kept, whose values,
 * and what moves; then the next double of the list (S1-14 to S1-18).
 */
export class DoubleReview extends Component {
    static template = "field_crm.DoubleReview";
    static components = {DoubleTable, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        const params = this.props.action.params || {};
        this.domain = params.domain || [];
        this.partnerIds = params.partner_ids;
        this.state = useState({
            ids: [],
            double: false,
            comparison: false,
            choice: false,
            done: 0,
            busy: false,
            problem: "",
        });
        this.env.config.setDisplayName(
            this.partnerIds ? _t("Merge records") : _t("Review of doubles"),
        );
        onWillStart(() => this.load(params.double_id));
    }

    get display() {
        return {controlPanel: {}};
    }

    // --- loading ------------------------------------------------------------------

    /** Fetch a double, or the records that were ticked in a list. */
    async load(doubleId) {
        this.state.problem = "";
        if (this.partnerIds) {
            this.show(await this.orm.call("field.merge", "compare", [this.partnerIds]));
            return;
        }
        const answer = await this.orm.call("field.double", "get_review", [
            doubleId || false,
            this.domain,
        ]);
        this.state.ids = answer.ids;
        this.state.double = answer.double;
        this.show(answer.comparison);
    }

    show(comparison) {
        this.state.comparison = comparison || false;
        this.state.choice = comparison ? initialChoice(comparison) : false;
    }

    // --- where it stands ------------------------------------------------------------

    get position() {
        return this.state.double ? this.state.ids.indexOf(this.state.double.id) : -1;
    }

    get progress() {
        return _t("%(number)s of %(total)s", {
            number: this.state.done + this.position + 1,
            total: this.state.done + this.state.ids.length,
        });
    }

    get percentage() {
        const total = this.state.done + this.state.ids.length;
        return total
            ? Math.round((100 * (this.state.done + this.position)) / total)
            : 0;
    }

    get reasons() {
        const words = (this.state.double?.reasons || []).flatMap((pair) => pair.words);
        return [...new Set(words)];
    }

    get certainty() {
        return {
            sure: {label: _t("Certain"), color: "text-bg-success"},
            likely: {label: _t("Likely"), color: "text-bg-warning"},
            possible: {label: _t("Possible"), color: "text-bg-secondary"},
        }[this.state.double?.certainty];
    }

    get moved() {
        return movedCounts(this.state.comparison, this.state.choice);
    }

    get hasTwoCodes() {
        return this.state.comparison.codes.length > 1;
    }

    get canMerge() {
        const {comparison, choice, busy} = this.state;
        return (
            !busy &&
            !comparison.obstacles.length &&
            choice.records.length > 1 &&
            (!this.hasTwoCodes || (comparison.may_merge_codes && choice.differentCodes))
        );
    }

    // --- acting -------------------------------------------------------------------

    async run(task) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await task();
        } catch (error) {
            // What the server refuses is said here, beside what it is about.
            this.state.problem = error.data?.message || error.message;
            if (!error.data) {
                throw error;
            }
        } finally {
            this.state.busy = false;
        }
    }

    merge() {
        if (!this.canMerge) {
            return;
        }
        this.run(async () => {
            const mergeId = await this.orm.call(
                "field.merge",
                "merge",
                mergeArguments(this.state.comparison, this.state.choice),
            );
            this.notification.add(_t("Merged. Nothing is lost: it can be undone."), {
                type: "success",
                buttons: [
                    {name: _t("Undo the merge"), onClick: () => this.undo(mergeId)},
                    {name: _t("See the merge"), onClick: () => this.openMerge(mergeId)},
                ],
            });
            if (this.partnerIds) {
                await this.openMerge(mergeId);
            } else {
                await this.next(true);
            }
        });
    }

    async undo(mergeId) {
        const action = await this.orm.call("field.merge", "action_undo", [[mergeId]]);
        this.notification.add(action.params.message, {type: action.params.type});
    }

    openMerge(mergeId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "field.merge",
            res_id: mergeId,
            views: [[false, "form"]],
        });
    }

    dismiss() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("No doubles"),
            body: _t(
                "These records will not be shown as doubles again. You can take that back under “No doubles”.",
            ),
            confirmLabel: _t("No doubles"),
            confirm: () =>
                this.run(async () => {
                    await this.orm.call("field.double", "action_dismiss", [
                        [this.state.double.id],
                    ]);
                    await this.next(true);
                }),
            cancel: () => {},
        });
    }

    /** Go on to the next of the list; what was dealt with has left it. */
    async next(isDealtWith = false) {
        const {ids, double} = this.state;
        const place = ids.indexOf(double.id);
        const nextId = ids[place + 1] || ids.find((id) => id !== double.id);
        if (isDealtWith) {
            this.state.done += 1;
        }
        await this.goTo(nextId, isDealtWith ? double.id : false);
    }

    async previous() {
        const place = this.position;
        await this.goTo(this.state.ids[place - 1]);
    }

    async goTo(doubleId, leftOut = false) {
        if (!doubleId) {
            this.state.double = false;
            this.state.ids = [];
            this.show(false);
            return;
        }
        await this.load(doubleId);
        this.state.ids = this.state.ids.filter((id) => id !== leftOut);
        this.root.el?.scrollIntoView({block: "start"});
    }

    openRecord(recordId) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: recordId,
            views: [[false, "form"]],
            target: "new",
        });
    }

    backToList() {
        this.action.doAction("field_crm.action_field_double", {clearBreadcrumbs: true});
    }
}

registry.category("actions").add("field_crm_double_review", DoubleReview);

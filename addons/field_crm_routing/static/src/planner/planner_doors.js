import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";

const {luxon} = window;

/** What the planner's screen opens, and what it does when that is closed. */
export class PlannerDoors {
    /**
     * @param {Object} planner PlannerModel
     * @param {Object} services action, dialog and orm
     */
    constructor(planner, services) {
        this.planner = planner;
        Object.assign(this, services);
    }

    send() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Send the tours?"),
            body: _t(
                "Their visits are planned and appear on the phones of the reps; the date of the next visit of the clients is updated.",
            ),
            confirmLabel: _t("Send"),
            confirm: async () => {
                const told = await this.orm.call("field.tour.plan", "action_send", [
                    [this.planner.planId],
                ]);
                await this.planner.load();
                await this.action.doAction(told);
            },
            cancel: () => {},
        });
    }

    addClient() {
        return this.openWizard("action_field_tour_client_wizard", {}, () =>
            this.planner.load(),
        );
    }

    /** Somebody is ill: the visits go to colleagues or to another day. */
    noteAbsence(stop, dayShown, resourceShown) {
        const {plan} = this.planner;
        const tour = this.planner.tours[stop?.tour_id];
        const today = luxon.DateTime.local().toISODate();
        const isNow = plan.date_from <= today && today <= plan.date_to;
        const day = tour?.date || dayShown || (isNow ? today : plan.date_from);
        return this.openWizard(
            "action_field_tour_absence_wizard",
            {
                default_resource_id: tour?.resource_id || resourceShown,
                default_date_from: day,
                default_date_to: day,
            },
            () => this.planner.reload(),
        );
    }

    openWizard(name, context, onClose) {
        const additionalContext = {
            active_id: this.planner.planId,
            default_plan_id: this.planner.planId,
            ...context,
        };
        return this.action.doAction(`field_crm_routing.${name}`, {
            additionalContext,
            onClose,
        });
    }

    openParameters() {
        return this.openForm("field.tour.plan", this.planner.planId);
    }

    openPartner(partnerId) {
        return this.openForm("res.partner", partnerId);
    }

    openForm(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {Component, onWillStart, useState} from "@odoo/owl";

import {whole} from "../numbers";
import {span} from "./planner_time";

const MODEL = "field.tour.plan";
const MOST_PLANS = 40;

/** What the plan amounts to, beside another plan or what it was before. */
export class PlannerFigures extends Component {
    static template = "field_crm_routing.PlannerFigures";
    static props = {planner: Object};

    setup() {
        this.orm = useService("orm");
        this.planner = useState(this.props.planner);
        this.state = useState({choice: "opened", plans: []});
        onWillStart(async () => {
            this.state.plans = await this.orm.searchRead(
                MODEL,
                [
                    ["id", "!=", this.planner.planId],
                    ["state", "in", ["computed", "sent"]],
                ],
                ["name"],
                {limit: MOST_PLANS},
            );
        });
    }

    get base() {
        const {openedWith, searchedFrom} = this.planner;
        return (
            {opened: openedWith, searched: searchedFrom}[this.state.choice] ||
            this.planner.comparison?.plans[1] ||
            openedWith
        );
    }

    async onChoice(ev) {
        const choice = ev.target.value;
        const planId = Number(choice);
        await this.planner.compareWith(planId || 0);
        this.state.choice = choice;
    }

    get figures() {
        const {plan} = this.planner;
        const money = (amount) => formatCurrency(amount, plan.currency_id);
        const found = [
            {name: "placed", label: _t("Visits in tours"), write: whole, isGood: 1},
            {name: "left", label: _t("Left out"), write: whole, isGood: -1},
            {name: "late", label: _t("After their date"), write: whole, isGood: -1},
            {name: "km", label: _t("Kilometres"), write: whole, isGood: -1},
            {name: "hours", label: _t("On the road"), write: span, isGood: -1},
            {name: "cost", label: _t("Cost"), write: money, isGood: -1},
        ];
        return found.map(({name, label, write, isGood}) => {
            const gap = plan[name] - this.base[name];
            const size = write(Math.abs(gap));
            const isSame = size === write(0);
            return {
                name,
                label,
                value: write(plan[name]),
                gap: isSame ? "" : `${gap > 0 ? "+" : "−"} ${size}`,
                isBetter: gap * isGood > 0,
            };
        });
    }
}

import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {Component, useState} from "@odoo/owl";

import {whole} from "../numbers";
import {span} from "./planner_time";

const MOST_MOVED = 200;

/** Two plans rep by rep, and the visits that lie elsewhere in the other one. */
export class PlannerComparison extends Component {
    static template = "field_crm_routing.PlannerComparison";
    static props = {planner: Object, formatDay: Function, onStop: Function};

    setup() {
        this.planner = useState(this.props.planner);
    }

    get columns() {
        const {currency_id: currencyId} = this.planner.plan;
        const money = (amount) => formatCurrency(amount, currencyId);
        return [
            {name: "visits", label: _t("Visits"), write: whole},
            {name: "km", label: _t("Kilometres"), write: whole},
            {name: "hours", label: _t("Road and visits"), write: span},
            {name: "cost", label: _t("Cost"), write: money},
        ];
    }

    get rows() {
        return this.planner.comparison.reps.map(({id, name, mine, theirs}) => ({
            id,
            name,
            cells: this.columns.map((column) => {
                const gap = mine[column.name] - theirs[column.name];
                const size = column.write(Math.abs(gap));
                return {
                    name: column.name,
                    mine: column.write(mine[column.name]),
                    theirs: column.write(theirs[column.name]),
                    gap:
                        size === column.write(0)
                            ? ""
                            : `${gap > 0 ? "+" : "−"} ${size}`,
                };
            }),
        }));
    }

    get explanation() {
        return _t(
            "In brackets: %s. On the map its tours are grey, dashed lines; visits that lie elsewhere have a ring.",
            this.planner.comparison.plans[1].name,
        );
    }

    get moved() {
        const {moved} = this.planner.comparison;
        return moved.slice(0, MOST_MOVED).map((each, key) => ({
            ...each,
            key,
            mineText: this.describe(each.mine),
            theirsText: this.describe(each.theirs),
        }));
    }

    describe(place) {
        return place
            ? `${place.rep}, ${this.props.formatDay(place.day)}`
            : _t("Not in a tour");
    }
}

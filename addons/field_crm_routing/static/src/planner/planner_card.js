import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {Component, useState} from "@odoo/owl";

import {tenths} from "../numbers";
import {clock, dayOf, span} from "./planner_time";

/** The stop that is chosen, and what may be done with it. */
export class PlannerCard extends Component {
    static template = "field_crm_routing.PlannerCard";
    static props = {
        planner: Object,
        stop: Object,
        formatDay: Function,
        onMove: Function,
        onLock: Function,
        onTakeOut: Function,
        onCancel: Function,
        onOpen: Function,
        onClose: Function,
    };

    setup() {
        this.planner = useState(this.props.planner);
        this.span = span;
        this.tenths = tenths;
    }

    get tour() {
        return this.planner.tours[this.props.stop.tour_id];
    }

    get when() {
        const {begins, leaves} = this.props.stop;
        const day = this.props.formatDay(dayOf(begins));
        return `${day}, ${begins.slice(11)}–${leaves.slice(11)}`;
    }

    /** Opening hours on the day of the visit, or null when it is always open. */
    get open() {
        const {stop} = this.props;
        const spans = stop.begins && this.planner.openOn(stop, dayOf(stop.begins));
        return spans && spans.map((each) => each.map(clock).join("–")).join(" / ");
    }

    get due() {
        return formatDate(deserializeDate(this.props.stop.due));
    }
}

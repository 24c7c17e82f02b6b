import {Component, useState} from "@odoo/owl";

import {whole} from "../numbers";
import {span} from "./planner_time";
import {lockTitle} from "./planner_words";

/** The tours one below the other: the timeline of a phone. */
export class PlannerList extends Component {
    static template = "field_crm_routing.PlannerList";
    static props = {
        planner: Object,
        rows: Array,
        view: Object,
        onStop: Function,
        onTour: Function,
        onLockTour: Function,
    };

    setup() {
        this.planner = useState(this.props.planner);
        this.view = useState(this.props.view);
        this.span = span;
        this.whole = whole;
        this.lockTitle = lockTitle;
    }
}

import {Component, useState} from "@odoo/owl";

/** The visits that are in no tour, by reason, each with what could be done. */
export class PlannerLeftOut extends Component {
    static template = "field_crm_routing.PlannerLeftOut";
    static props = {
        planner: Object,
        view: Object,
        drag: Object,
        onStop: Function,
        onMove: Function,
        onAdd: Function,
    };

    setup() {
        this.planner = useState(this.props.planner);
        this.view = useState(this.props.view);
    }
}

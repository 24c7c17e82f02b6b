import {Dialog} from "@web/core/dialog/dialog";
import {Component, useState} from "@odoo/owl";

/** Puts a stop into a tour without dragging: keyboard, phone, far away days. */
export class PlannerMoveDialog extends Component {
    static template = "field_crm_routing.PlannerMoveDialog";
    static components = {Dialog};
    static props = {
        planner: Object,
        stop: Object,
        formatDay: Function,
        onMove: Function,
        close: Function,
    };

    setup() {
        const {planner, stop} = this.props;
        const {resourceId, day, position} = planner.spotOf(stop);
        const first = planner.hours.days.find((each) =>
            planner.resources.some(({id}) => planner.workOn(id, each).length),
        );
        this.state = useState({
            resourceId: resourceId || planner.resources[0]?.id,
            day: day || first || planner.hours.days[0],
            position,
        });
    }

    get tour() {
        return this.props.planner.tourOn(this.state.resourceId, this.state.day);
    }

    /** The places in the tour: at the beginning, or after each of its stops. */
    get others() {
        const {planner, stop} = this.props;
        return this.tour
            ? planner.stopsOf(this.tour).filter(({id}) => id !== stop.id)
            : [];
    }

    get worksThen() {
        const {resourceId, day} = this.state;
        return this.props.planner.workOn(resourceId, day).length > 0;
    }

    choose(name, value) {
        this.state[name] = value;
        if (name !== "position") {
            this.state.position = this.others.length;
        }
    }

    async move() {
        const {resourceId, day, position} = this.state;
        this.props.close();
        await this.props.onMove({resourceId, day, position});
    }

    async takeOut() {
        this.props.close();
        await this.props.onMove({resourceId: false, day: false, position: 0});
    }
}

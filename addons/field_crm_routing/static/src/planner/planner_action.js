import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {memoize} from "@web/core/utils/functions";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {
    Component,
    onWillRender,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";

import {WorkProgress} from "@field_crm/work/work_progress";

import {PlannerCard} from "./planner_card";
import {PlannerComparison} from "./planner_comparison";
import {PlannerDoors} from "./planner_doors";
import {StopDrag} from "./planner_drag";
import {PlannerFigures} from "./planner_figures";
import {keyActionOf} from "./planner_keys";
import {PlannerLeftOut} from "./planner_left_out";
import {PlannerList} from "./planner_list";
import {PlannerMap} from "./planner_map";
import {PlannerModel} from "./planner_model";
import {PlannerMoveDialog} from "./planner_move_dialog";
import {frameOfRows, rowsOf} from "./planner_rows";
import {PlannerTimeline, spotAt} from "./planner_timeline";

/** More lines than this are shown day by day at first. */
const MOST_ROWS = 12;

/** The planner's screen: tours on the map and on a timeline, changed by hand (S0-52). */
export class PlannerAction extends Component {
    static template = "field_crm_routing.Planner";
    static components = {
        Dropdown,
        DropdownItem,
        Layout,
        PlannerCard,
        PlannerComparison,
        PlannerFigures,
        PlannerLeftOut,
        PlannerList,
        PlannerMap,
        PlannerTimeline,
        WorkProgress,
    };
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.ui = useState(useService("ui"));
        this.root = useRef("root");
        this.display = {controlPanel: {}};
        const planId = this.props.action.context.active_id;
        this.planner = useState(new PlannerModel(this.orm, planId));
        this.doors = new PlannerDoors(this.planner, {
            action: useService("action"),
            dialog: this.dialog,
            orm: this.orm,
        });
        this.view = useState({
            day: "",
            resourceId: 0,
            tourId: false,
            stopId: false,
            draggedId: false,
            over: null,
            pane: "list",
        });
        this.formatDay = memoize((day) => deserializeDate(day).toFormat("ccc dd/MM"));
        this.drag = new StopDrag({
            onStart: (id) => (this.view.draggedId = id),
            onOver: (target, ev) => this.onOver(target, ev),
            onDrop: (id, target, ev) => this.onDrop(id, target, ev),
            onEnd: () => Object.assign(this.view, {draggedId: false, over: null}),
        });
        onWillStart(async () => {
            [this.settings] = await Promise.all([
                this.orm.call("res.partner", "get_map_settings"),
                this.planner.load(),
            ]);
            if (this.rows.length > MOST_ROWS) {
                this.view.day = this.rows.find(({tour}) => tour)?.day || "";
            }
        });
        onWillRender(() => (this.drawn = null));
        onWillUnmount(() => this.drag.end());
    }

    // ------------------------------------------------------------------
    // Reading
    // ------------------------------------------------------------------

    get rows() {
        return this.draw().rows;
    }

    get frame() {
        return this.draw().frame;
    }

    /** Lines and hours, reckoned once for each time that the screen is drawn. */
    draw() {
        if (!this.drawn) {
            const {day, resourceId} = this.view;
            const rows = rowsOf(this.planner, day, resourceId, this.formatDay);
            this.drawn = {rows, frame: frameOfRows(rows)};
        }
        return this.drawn;
    }

    get chosen() {
        return this.planner.stops[this.view.stopId];
    }

    /** The search under way, as the bar of progress takes it. */
    get workRecord() {
        const {work_id: workId} = this.planner.hours;
        return {
            resModel: "field.work",
            resId: workId,
            data: {work_state: "running"},
            load: () => this.planner.load(),
        };
    }

    get exports() {
        return [
            ["pdf", _t("Road book (PDF)")],
            ["xlsx", _t("Workbook (xlsx)")],
            ["gpx", _t("GPS (GPX)")],
            ["ics", _t("Calendar (iCalendar)")],
        ].map(([kind, label]) => ({
            kind,
            label,
            url: `/field_crm/tours/${kind}?plan=${this.planner.planId}`,
        }));
    }

    // ------------------------------------------------------------------
    // Choosing
    // ------------------------------------------------------------------

    chooseStop(stopId) {
        this.view.stopId = stopId;
    }

    /** One tour stands out on the map; once more, and all do again. */
    chooseTour(tourId) {
        this.view.tourId = this.view.tourId === tourId ? false : tourId;
        if (this.view.tourId && this.ui.isSmall) {
            this.view.pane = "map";
        }
    }

    setFilter(name, value) {
        this.view[name] = value;
        this.view.tourId = false;
    }

    // ------------------------------------------------------------------
    // Changing
    // ------------------------------------------------------------------

    onOver(target, ev) {
        const row = this.rowOf(target);
        this.view.over = row && {key: row.key, left: this.spotAt(row, target, ev).left};
    }

    async onDrop(id, target, ev) {
        const row = this.rowOf(target);
        if (row) {
            await this.moveStop(id, this.spotAt(row, target, ev, id));
        } else if (target.dataset.drop === "left" && this.planner.stops[id].tour_id) {
            await this.takeOut(this.planner.stops[id]);
        }
    }

    rowOf(target) {
        return target && this.rows.find(({key}) => key === target.dataset.drop);
    }

    spotAt(row, target, ev, id = this.view.draggedId) {
        return spotAt(this.planner, row, this.frame, target, ev, id);
    }

    async moveStop(id, {resourceId, day, position}) {
        const before = this.planner.spotOf(this.planner.stops[id]);
        const tour = resourceId && this.planner.tourOn(resourceId, day);
        const after = {resourceId, day: tour ? tour.date : day, position};
        if (JSON.stringify(before) === JSON.stringify(after)) {
            return;
        }
        await this.planner.moveStop(id, after);
        this.view.stopId = id;
        this.focusStop(id);
    }

    /** Whoever moves a stop by keys goes on with it where it has gone. */
    focusStop(id) {
        requestAnimationFrame(() => {
            this.root.el
                ?.querySelector(`.o_field_planner_timeline [data-stop="${id}"]`)
                ?.focus();
        });
    }

    takeOut(stop) {
        return this.planner.moveStop(stop.id, {
            resourceId: false,
            day: false,
            position: 0,
        });
    }

    cancelVisit(stop) {
        return this.planner.cancelStop(stop.id);
    }

    askWhere(stop) {
        this.dialog.add(PlannerMoveDialog, {
            planner: this.planner,
            stop,
            formatDay: this.formatDay,
            onMove: (spot) => this.moveStop(stop.id, spot),
        });
    }

    lockStop(stop) {
        return this.planner.setLocked([], [stop.id], !stop.locked);
    }

    lockTour(tour) {
        return this.planner.setLocked([tour.id], [], !tour.locked);
    }

    undo() {
        return this.planner.undo();
    }

    redo() {
        return this.planner.redo();
    }

    /** Keys of the whole screen. */
    onKeydown(ev) {
        const isUndo = (ev.ctrlKey || ev.metaKey) && ["z", "y"].includes(ev.key);
        if (!isUndo || !this.planner.mayChange) {
            return;
        }
        ev.preventDefault();
        if (ev.key === "z" && !ev.shiftKey && this.planner.plan.can_undo) {
            this.undo();
        } else if ((ev.key === "y" || ev.shiftKey) && this.planner.canRedo) {
            this.redo();
        }
    }

    /** Keys of a stop on the timeline. */
    onStopKeydown(ev, stop) {
        const change = keyActionOf(ev, this.planner, this.rows, stop);
        if (!change || !this.planner.mayChange) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        if (change.spot) {
            this.moveStop(stop.id, change.spot);
        } else {
            this[change.call](stop);
        }
    }

    // ------------------------------------------------------------------
    // The plan
    // ------------------------------------------------------------------

    searchAgain() {
        return this.planner.searchAgain();
    }

    noteAbsence() {
        const {day, resourceId} = this.view;
        return this.doors.noteAbsence(this.chosen, day, resourceId);
    }
}

registry.category("actions").add("field_crm_routing.planner", PlannerAction);

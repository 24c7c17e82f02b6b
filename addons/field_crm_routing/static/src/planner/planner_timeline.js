import {_t} from "@web/core/l10n/translation";
import {Component, useState} from "@odoo/owl";

import {tenths, whole} from "../numbers";
import {isTimed} from "./planner_rows";
import {dayOf, minuteFrom, placeIn, positionAt, span} from "./planner_time";
import {lockTitle} from "./planner_words";

/** A line per rep and day: drives, visits, breaks, and when clients are open. */
export class PlannerTimeline extends Component {
    static template = "field_crm_routing.PlannerTimeline";
    static props = {
        planner: Object,
        rows: Array,
        frame: Array,
        view: Object,
        drag: Object,
        onStop: Function,
        onTour: Function,
        onKeydown: Function,
        onLockTour: Function,
    };

    setup() {
        this.planner = useState(this.props.planner);
        this.view = useState(this.props.view);
        this.span = span;
        this.whole = whole;
        this.lockTitle = lockTitle;
    }

    get hours() {
        const {frame} = this.props;
        const [first, last] = frame;
        const found = [];
        for (let minute = first; minute < last; minute += 60) {
            found.push({
                minute,
                left: placeIn(frame, minute, minute + 60).left,
                label: `${minute / 60}h`,
            });
        }
        return found;
    }

    /** What a line shows below its stops, in percent of its width. */
    ground(row) {
        const {frame} = this.props;
        const bars = [];
        const add = (kind, begins, ends, title) => {
            const place = placeIn(frame, begins, ends);
            if (place) {
                bars.push({kind, title, ...place});
            }
        };
        for (const [begins, ends] of row.work) {
            add("work", begins, ends, _t("Working hours"));
        }
        for (const [begins, ends] of breaksOf(row.work)) {
            add("break", begins, ends, _t("Break"));
        }
        const shown = this.planner.stops[this.view.draggedId || this.view.stopId];
        const open = shown && this.planner.openOn(shown, row.day);
        for (const [begins, ends] of open || []) {
            add("open", begins, ends, _t("Open: %s", shown.name));
        }
        return bars;
    }

    drives(row) {
        if (!row.tour) {
            return [];
        }
        const {frame} = this.props;
        const {leaves, arrives} = row.tour;
        let from = leaves && dayOf(leaves) === row.day && minuteFrom(row.day, leaves);
        const found = [];
        const add = (begins, ends, title) => {
            const place = begins !== false && placeIn(frame, begins, ends);
            if (place) {
                found.push({title, ...place});
            }
        };
        for (const stop of row.stops.filter((each) => isTimed(row.day, each))) {
            const reached = minuteFrom(row.day, stop.arrives);
            const title = _t("%(minutes)s min, %(km)s km", {
                minutes: stop.minutes,
                km: tenths(stop.km),
            });
            add(from, reached, title);
            from = minuteFrom(row.day, stop.leaves);
        }
        if (arrives && dayOf(arrives) === row.day) {
            add(from, minuteFrom(row.day, arrives), _t("Way back"));
        }
        return found;
    }

    box(row, stop) {
        const place = this.placeOf(row, stop) || {left: 99, width: 1};
        return `left: ${place.left}%; width: ${place.width}%; --tour: ${row.colour}`;
    }

    placeOf(row, stop) {
        if (!isTimed(row.day, stop)) {
            return {left: 6 * (stop.sequence - 1), width: 6};
        }
        const [begins, ends] = [stop.begins, stop.leaves].map((moment) =>
            minuteFrom(row.day, moment),
        );
        return placeIn(this.props.frame, begins, ends);
    }

    label(stop) {
        const town = stop.city ? `, ${stop.city}` : "";
        const hours = stop.begins
            ? `, ${stop.begins.slice(11)}–${stop.leaves.slice(11)}`
            : "";
        return `${stop.sequence}. ${stop.name}${town}${hours}`;
    }

    stopClass(stop) {
        return {
            o_selected: stop.id === this.view.stopId,
            o_dragged: stop.id === this.view.draggedId,
            o_locked: stop.locked,
            o_wrong: this.planner.isWrong(stop),
        };
    }

    /** The line where a dragged stop would begin. */
    marker(row) {
        const {over} = this.view;
        return over && over.key === row.key ? `left: ${over.left}%` : null;
    }
}

/** Where a pointer is on a line: its minute, and the place in the tour. */
export function spotAt(planner, row, frame, element, ev, movedId) {
    const {left, width} = element.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (ev.clientX - left) / width));
    const minute = frame[0] + share * (frame[1] - frame[0]);
    const stops = row.tour ? planner.stopsOf(row.tour) : [];
    const position = positionAt(
        stops,
        movedId,
        (stop) => (stop.begins ? minuteFrom(row.day, stop.begins) : 0),
        minute,
    );
    return {resourceId: row.resourceId, day: row.day, position, left: 100 * share};
}

function breaksOf(work) {
    return work.slice(1).map(([begins], index) => [work[index][1], begins]);
}

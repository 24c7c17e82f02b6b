/* global L */
import {_t} from "@web/core/l10n/translation";
import {
    Component,
    onMounted,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";

import {createClientMap} from "@field_crm/map/map_canvas";

/** More numbers than this would hide each other: points, then, drawn on one canvas. */
const MOST_NUMBERS = 400;
/** More tours than this are drawn straight: nobody follows their roads any more. */
const MOST_ROADS = 60;
const LEFT_OUT = "#5B6675";
const WRONG = "#C62828";
const OTHER_WAY = {
    color: LEFT_OUT,
    weight: 2,
    dashArray: "4 6",
    interactive: false,
};
const RING = {
    radius: 15,
    color: "#E65100",
    weight: 3,
    fill: false,
    interactive: false,
};

/** Tours as lines in their colours, stops as numbers, those left out in grey. */
export class PlannerMap extends Component {
    static template = "field_crm_routing.PlannerMap";
    static props = {
        planner: Object,
        rows: Array,
        view: Object,
        settings: Object,
        onStop: Function,
        onTour: Function,
    };

    setup() {
        this.planner = useState(this.props.planner);
        this.view = useState(this.props.view);
        this.ref = useRef("map");
        onMounted(() => {
            this.map = createClientMap(this.ref.el, this.props.settings);
            this.layer = L.layerGroup().addTo(this.map);
            this.canvas = L.canvas({padding: 0.5});
            this.observer = new ResizeObserver(() => {
                this.map.invalidateSize();
                this.fitOnce();
            });
            this.observer.observe(this.ref.el);
        });
        useEffect(
            () => {
                this.draw();
                this.fitOnce();
            },
            () => [
                // Not the lines themselves: they are others whenever a pointer moves.
                this.keys,
                this.planner.plan.version,
                this.planner.plan.state,
                this.planner.roads,
                this.planner.comparison,
                this.view.tourId,
                this.view.stopId,
            ],
        );
        useEffect(
            () => {
                // Of trips with nights away each day is a part: those stay straight.
                const tours = this.props.rows
                    .map(({tour}) => tour)
                    .filter((tour) => tour?.stops.length && tour.date === tour.date_to);
                if (tours.length <= MOST_ROADS) {
                    this.planner.loadRoads(tours);
                }
            },
            () => [this.keys, this.planner.plan.version],
        );
        useEffect(
            (tourId) => {
                if (tourId) {
                    this.show(this.pointsOf((row) => row.tour?.id === tourId));
                }
            },
            () => [this.view.tourId],
        );
        useEffect(
            (stopId) => {
                const point = stopId && this.planner.stops[stopId]?.point;
                if (point && !this.map.getBounds().contains(point)) {
                    this.map.panTo(point, {animate: false});
                }
            },
            () => [this.view.stopId],
        );
        onWillUnmount(() => {
            this.observer.disconnect();
            this.map.remove();
        });
    }

    /** Which lines are shown; what they hold changes with the version. */
    get keys() {
        return this.props.rows.map(({key}) => key).join();
    }

    /** The first time that the map has a size, it shows all tours. */
    fitOnce() {
        // Asking for a size makes the browser lay out the whole screen.
        if (this.isFitted) {
            return;
        }
        const {clientWidth, clientHeight} = this.ref.el;
        if (clientWidth && clientHeight) {
            this.isFitted = true;
            this.map.invalidateSize();
            this.showAll();
        }
    }

    showAll() {
        this.show(this.pointsOf(() => true));
    }

    show(points) {
        if (points.length) {
            const bounds = L.latLngBounds(points).pad(0.05);
            this.map.fitBounds(bounds, {animate: false, maxZoom: 14});
        }
    }

    pointsOf(isWanted) {
        const points = this.props.rows
            .filter(isWanted)
            .flatMap((row) => this.wayOf(row));
        return points.length
            ? points
            : this.planner.leftOut.map(({point}) => point).filter(Boolean);
    }

    /** From the start over the stops of a line to the end. */
    wayOf(row) {
        if (!row.tour) {
            return [];
        }
        const resource = this.planner.resource(row.resourceId);
        const isFirst = row.tour.date === row.day;
        const isLast = row.tour.date_to === row.day;
        return [
            isFirst && resource.start,
            ...row.stops.map(({point}) => point),
            isLast && resource.end,
        ].filter(Boolean);
    }

    draw() {
        this.layer.clearLayers();
        const {rows} = this.props;
        const count = rows.reduce((sum, row) => sum + row.stops.length, 0);
        for (const row of rows) {
            this.drawTour(row, count <= MOST_NUMBERS);
        }
        this.drawOther();
        const {leftOut} = this.planner;
        for (const stop of leftOut) {
            if (stop.point) {
                this.drawLeftOut(stop);
            }
        }
        this.ref.el.dataset.stops = count;
    }

    /** The plan compared with: its ways, and a ring around what lies elsewhere. */
    drawOther() {
        const {comparison} = this.planner;
        if (!comparison) {
            return;
        }
        const shown = new Set(this.props.rows.map(({key}) => key));
        for (const {resource_id: resourceId, day, points} of comparison.ways) {
            if (points.length > 1 && shown.has(`${resourceId}|${day}`)) {
                L.polyline(points, OTHER_WAY).addTo(this.layer);
            }
        }
        for (const {point} of comparison.moved) {
            if (point) {
                L.circleMarker(point, RING).addTo(this.layer);
            }
        }
        this.ref.el.dataset.moved = comparison.moved.length;
    }

    drawTour(row, isNumbered) {
        const chosen = this.view.tourId;
        const isFaint = Boolean(chosen && row.tour?.id !== chosen);
        const way = this.wayOf(row);
        if (way.length < 2) {
            return;
        }
        L.polyline(this.planner.roadOf(row.tour) || way, {
            color: row.colour,
            weight: row.tour.id === chosen ? 5 : 3,
            opacity: isFaint ? 0.2 : 0.85,
        })
            .on("click", () => this.props.onTour(row.tour.id))
            .addTo(this.layer);
        const {start} = this.planner.resource(row.resourceId);
        if (start) {
            this.marker(start, "o_field_planner_start", startIcon(), {
                title: _t("Start: %s", row.name),
                zIndexOffset: -500,
            });
        }
        for (const stop of row.stops) {
            if (stop.point) {
                this.drawStop(row, stop, isNumbered, isFaint);
            }
        }
    }

    drawStop(row, stop, isNumbered, isFaint) {
        const title = `${stop.sequence}. ${stop.name} (${row.name})`;
        const onChosen = () => this.props.onStop(stop.id);
        const colour = this.planner.isWrong(stop) ? WRONG : row.colour;
        if (!isNumbered) {
            this.dot(stop, colour, title, onChosen);
            return;
        }
        const number = document.createElement("span");
        number.style.backgroundColor = colour;
        number.textContent = stop.sequence;
        const marker = this.marker(stop.point, "o_field_planner_point", number, {
            title,
            opacity: isFaint ? 0.35 : 1,
            zIndexOffset: stop.id === this.view.stopId ? 1000 : 0,
        });
        marker.on("click", onChosen);
        marker.on("keydown", ({originalEvent}) => {
            if (originalEvent.key === "Enter") {
                onChosen();
            }
        });
        marker.getElement().classList.toggle("o_active", stop.id === this.view.stopId);
    }

    drawLeftOut(stop) {
        const title = _t("Left out: “%s”", stop.name);
        this.dot(stop, LEFT_OUT, title, () => this.props.onStop(stop.id));
    }

    dot(stop, colour, title, onChosen) {
        const label = document.createElement("span");
        label.textContent = title;
        L.circleMarker(stop.point, {
            renderer: this.canvas,
            radius: stop.id === this.view.stopId ? 9 : 6,
            color: stop.id === this.view.stopId ? "#000" : "#fff",
            weight: 2,
            fillColor: colour,
            fillOpacity: 1,
        })
            .bindTooltip(label)
            .on("click", onChosen)
            .addTo(this.layer);
    }

    marker(point, className, html, options) {
        const icon = L.divIcon({className, html, iconSize: [22, 22]});
        return L.marker(point, {icon, riseOnHover: true, ...options}).addTo(this.layer);
    }
}

function startIcon() {
    const icon = document.createElement("i");
    icon.className = "fa fa-home";
    return icon;
}

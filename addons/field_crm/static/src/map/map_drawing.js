/* global L */
import {rectangle, simplifyLine} from "./map_zone";

const TOLERANCE = 2;
const LEAST = 8;
const STYLE = {color: "#7B1FA2", weight: 2, dashArray: "6 4", fillOpacity: 0.08};

/** A zone that is drawn with a mouse, a pen or a finger. */
export class ZoneDrawing {
    /**
     * @param {Object} map
     * @param {Function} onDrawn is given the corners
     */
    constructor(map, onDrawn) {
        this.map = map;
        this.onDrawn = onDrawn;
        this.container = map.getContainer();
        this.onDown = this.onDown.bind(this);
        // The pointer may leave the map while it draws.
        this.following = {
            pointermove: this.onMove.bind(this),
            pointerup: this.onUp.bind(this),
            pointercancel: this.cancelLine.bind(this),
        };
    }

    /** @param {"lasso"|"rectangle"} tool */
    start(tool) {
        this.stop();
        this.tool = tool;
        this.map.dragging.disable();
        this.map.touchZoom?.disable();
        this.container.classList.add("o_drawing");
        this.container.addEventListener("pointerdown", this.onDown, {capture: true});
        for (const [name, listener] of Object.entries(this.following)) {
            window.addEventListener(name, listener);
        }
    }

    stop() {
        if (!this.tool) {
            return;
        }
        this.cancelLine();
        this.tool = null;
        this.map.dragging.enable();
        this.map.touchZoom?.enable();
        this.container.classList.remove("o_drawing");
        this.container.removeEventListener("pointerdown", this.onDown, {capture: true});
        for (const [name, listener] of Object.entries(this.following)) {
            window.removeEventListener(name, listener);
        }
    }

    cancelLine() {
        this.line?.remove();
        this.line = null;
        this.points = null;
    }

    onDown(ev) {
        if (ev.button || ev.target.closest(".leaflet-control")) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        this.points = [this.map.mouseEventToContainerPoint(ev)];
        this.line = L.polygon([], {...STYLE, interactive: false}).addTo(this.map);
    }

    onMove(ev) {
        if (this.points) {
            this.points.push(this.map.mouseEventToContainerPoint(ev));
            this.line.setLatLngs(this.corners());
        }
    }

    onUp() {
        if (!this.points) {
            return;
        }
        const corners = this.corners();
        const {x, y} = this.spread();
        this.cancelLine();
        // A click is no zone.
        if (Math.max(x, y) >= LEAST && corners.length > 2) {
            this.onDrawn(corners);
        }
    }

    spread() {
        const span = (axis) => {
            const values = this.points.map((point) => point[axis]);
            return Math.max(...values) - Math.min(...values);
        };
        return {x: span("x"), y: span("y")};
    }

    corners() {
        const toCorner = (point) => {
            const {lat, lng} = this.map.containerPointToLatLng(point);
            return [lat, lng];
        };
        if (this.tool === "rectangle") {
            return rectangle(toCorner(this.points[0]), toCorner(this.points.at(-1)));
        }
        return simplifyLine(this.points, TOLERANCE).map((place) =>
            toCorner(this.points[place]),
        );
    }
}

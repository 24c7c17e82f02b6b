/* global L */
import {Component, onMounted, onWillUnmount, useEffect, useRef} from "@odoo/owl";

import {createClientMap} from "@field_crm/map/map_canvas";

import {NONE} from "./sector_colours";

/** Sectors as outlines, clients as points in the colour of their sector. */
export class SectorMap extends Component {
    static template = "field_crm_routing.SectorMap";
    static props = {
        preview: Object,
        colours: Array,
        settings: Object,
        view: Object,
    };

    setup() {
        this.ref = useRef("map");
        onMounted(() => {
            this.map = createClientMap(this.ref.el, this.props.settings);
            this.canvas = L.canvas({padding: 0.5});
            this.layer = L.layerGroup().addTo(this.map);
            this.observer = new ResizeObserver(() => {
                this.map.invalidateSize();
                this.fitOnce();
            });
            this.observer.observe(this.ref.el);
        });
        useEffect(
            () => this.draw(),
            () => {
                const {side, sector} = this.props.view;
                return [this.props.preview, side, sector];
            },
        );
        onWillUnmount(() => {
            this.observer.disconnect();
            this.map.remove();
        });
    }

    fitOnce() {
        const points = this.props.preview.points.map(([lat, lon]) => [lat, lon]);
        if (!this.isFitted && points.length && this.ref.el.clientHeight) {
            this.isFitted = true;
            this.map.fitBounds(L.latLngBounds(points).pad(0.05), {animate: false});
        }
    }

    draw() {
        this.layer.clearLayers();
        const {preview, view} = this.props;
        const outlines = view.side === "before" ? preview.before : preview.after;
        outlines.forEach((corners, number) => this.drawOutline(corners, number));
        // Those that change come last, above the others.
        const points = [...preview.points].sort(
            (one, other) => (one[2] !== one[3]) - (other[2] !== other[3]),
        );
        for (const point of points) {
            this.drawPoint(point);
        }
        this.ref.el.dataset.points = points.length;
        this.ref.el.dataset.side = view.side;
        this.fitOnce();
    }

    isFaint(...numbers) {
        const {sector} = this.props.view;
        return sector !== false && !numbers.includes(sector);
    }

    drawOutline(corners, number) {
        if (corners.length < 3) {
            return;
        }
        const label = document.createElement("span");
        label.textContent = this.props.preview.sectors[number].name;
        const isFaint = this.isFaint(number);
        L.polygon(corners, {
            color: this.props.colours[number],
            weight: 2,
            opacity: isFaint ? 0.25 : 0.9,
            fillOpacity: isFaint ? 0.03 : 0.12,
        })
            .bindTooltip(label, {sticky: true})
            .addTo(this.layer);
    }

    drawPoint([latitude, longitude, before, after]) {
        const {side} = this.props.view;
        const shown = side === "before" ? before : after;
        const isMoving = before !== after;
        const isFaint = (side === "moves" && !isMoving) || this.isFaint(before, after);
        const colour = this.props.colours[shown] || NONE;
        const ring = this.props.colours[before] || NONE;
        L.circleMarker([latitude, longitude], {
            renderer: this.canvas,
            radius: side === "moves" && isMoving ? 6 : 4,
            color: side === "moves" && isMoving ? ring : "#fff",
            weight: side === "moves" && isMoving ? 3 : 0.5,
            opacity: isFaint ? 0.15 : 1,
            fillColor: colour,
            fillOpacity: isFaint ? 0.15 : 0.9,
            interactive: false,
        }).addTo(this.layer);
    }
}

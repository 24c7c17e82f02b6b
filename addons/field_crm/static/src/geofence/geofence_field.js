/* global L */
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";

import {DraftLayer} from "./geofence_draft";
import {describeNextStep} from "./geofence_help";
import {
    createMap,
    distanceBetween,
    eastOf,
    handleMarker,
    placeMarker,
    showLayer,
    toCorner,
} from "./geofence_map";
import {
    boundRadius,
    insertCorner,
    readCorners,
    removeCorner,
    writePolygon,
} from "./geofence_shape";

/** The ground of a place on a map: a circle, or a polygon drawn by hand (S4-05, S4-06). */
export class GeofenceField extends Component {
    static template = "field_crm.GeofenceField";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.mapRef = useRef("map");
        this.state = useState({tool: false, count: 0, undoable: 0});
        this.history = [];
        onWillStart(async () => {
            this.settings = await this.orm.call(
                "res.company",
                "get_field_map_settings",
            );
        });
        onMounted(() => this.mountMap());
        useEffect(
            () => this.drawShape(),
            () => [JSON.stringify(this.values), this.props.readonly, this.state.tool],
        );
        useEffect(
            () => {
                this.history = [];
                this.state.undoable = 0;
                this.cancelDraft();
                showLayer(this.map, this.shape);
            },
            () => [this.props.record.resId],
        );
        onWillUnmount(() => {
            this.resizeObserver.disconnect();
            this.map.remove();
        });
    }

    // --------------------------------------------------------------------------
    // Values
    // --------------------------------------------------------------------------

    get values() {
        const {data} = this.props.record;
        return {
            partner_latitude: data.partner_latitude,
            partner_longitude: data.partner_longitude,
            geofence_shape: data.geofence_shape,
            geofence_radius: data.geofence_radius,
            [this.props.name]: data[this.props.name],
        };
    }

    get position() {
        const {partner_latitude: latitude, partner_longitude: longitude} = this.values;
        return latitude || longitude ? [latitude, longitude] : null;
    }

    get corners() {
        return this.values.geofence_shape === "polygon"
            ? readCorners(this.props.record.data[this.props.name])
            : [];
    }

    get radius() {
        return this.values.geofence_radius || this.settings.radius;
    }

    get help() {
        return describeNextStep({
            ...this.state,
            isReadonly: this.props.readonly,
            hasCorners: this.corners.length > 0,
            hasPosition: Boolean(this.position),
        });
    }

    get summary() {
        if (this.corners.length) {
            return _t("Polygon of %s corners", this.corners.length);
        }
        return this.position ? _t("Circle of %s m", this.radius) : "";
    }

    async update(changes) {
        this.history.push(this.values);
        this.state.undoable = this.history.length;
        await this.props.record.update(changes);
    }

    async undo() {
        const values = this.history.pop();
        this.state.undoable = this.history.length;
        if (values) {
            await this.props.record.update(values);
        }
    }

    async updateCorners(corners) {
        await this.update({
            geofence_shape: "polygon",
            [this.props.name]: writePolygon(corners),
        });
        if (!this.corners.length) {
            // The server has refused it, and said why.
            await this.undo();
        }
    }

    updatePosition([latitude, longitude]) {
        return this.update({
            partner_latitude: Number(latitude.toFixed(7)),
            partner_longitude: Number(longitude.toFixed(7)),
        });
    }

    useCircle() {
        this.cancelDraft();
        return this.update({geofence_shape: "circle", [this.props.name]: false});
    }

    // --------------------------------------------------------------------------
    // Map
    // --------------------------------------------------------------------------

    mountMap() {
        this.map = createMap(this.mapRef.el, this.settings);
        this.shapeLayer = L.featureGroup().addTo(this.map);
        this.draft = new DraftLayer(this.map, this.onDrawn.bind(this));
        this.map.on("click", ({latlng}) => this.onMapClick(toCorner(latlng)));
        this.map.on("mousemove", ({latlng}) => this.draft.follow(toCorner(latlng)));
        this.resizeObserver = new ResizeObserver(() => this.map.invalidateSize());
        this.resizeObserver.observe(this.mapRef.el);
    }

    drawShape() {
        this.shapeLayer.clearLayers();
        this.shape = null;
        const isEditable = !this.props.readonly && !this.state.tool;
        if (this.position) {
            const marker = placeMarker(this.position, {
                draggable: isEditable,
                interactive: isEditable,
                title: _t("The place"),
            });
            marker.on("dragend", () =>
                this.updatePosition(toCorner(marker.getLatLng())),
            );
            marker.addTo(this.shapeLayer);
        }
        if (this.corners.length) {
            this.drawPolygon(isEditable);
        } else if (this.position) {
            this.drawCircle(isEditable);
        }
    }

    drawCircle(isEditable) {
        const centre = this.position;
        this.shape = L.circle(centre, {radius: this.radius, interactive: false});
        this.shape.addTo(this.shapeLayer);
        if (!isEditable) {
            return;
        }
        const {min_radius: low, max_radius: high} = this.settings;
        const handle = handleMarker(eastOf(centre, this.radius), "radius", {
            title: _t("Radius"),
        });
        const pulled = () =>
            boundRadius(distanceBetween(centre, handle.getLatLng()), low, high);
        handle.on("drag", () => this.shape.setRadius(pulled()));
        handle.on("dragend", () => this.update({geofence_radius: pulled()}));
        handle.addTo(this.shapeLayer);
    }

    drawPolygon(isEditable) {
        const corners = this.corners;
        this.shape = L.polygon(corners, {interactive: false});
        this.shape.addTo(this.shapeLayer);
        if (!isEditable) {
            return;
        }
        corners.forEach((corner, index) => {
            const handle = handleMarker(corner, "corner", {
                title: _t("Corner %s", index + 1),
            });
            const moved = () => corners.with(index, toCorner(handle.getLatLng()));
            handle.on("drag", () => this.shape.setLatLngs(moved()));
            handle.on("dragend", () => this.updateCorners(moved()));
            handle.on("keydown", ({originalEvent}) => {
                if (["Delete", "Backspace"].includes(originalEvent.key)) {
                    this.updateCorners(removeCorner(corners, index));
                }
            });
            handle.addTo(this.shapeLayer);
            const added = insertCorner(corners, index);
            const between = handleMarker(added[index + 1], "between", {
                draggable: false,
                title: _t("Add a corner"),
            });
            between.on("click", () => this.updateCorners(added));
            between.addTo(this.shapeLayer);
        });
    }

    // --------------------------------------------------------------------------
    // Drawing
    // --------------------------------------------------------------------------

    startDraft(tool) {
        this.cancelDraft();
        this.state.tool = tool;
        if (tool !== "place") {
            this.draft.start(tool);
        }
        this.mapRef.el.focus();
    }

    cancelDraft() {
        this.draft.cancel();
        this.state.tool = false;
        this.state.count = 0;
    }

    async onDrawn(corners) {
        this.cancelDraft();
        await this.updateCorners(corners);
    }

    async onMapClick(corner) {
        const {tool} = this.state;
        if (tool === "place") {
            this.cancelDraft();
            await this.updatePosition(corner);
            showLayer(this.map, this.shape);
        } else if (tool) {
            await this.draft.add(corner);
            this.state.count = this.draft.count;
        }
    }

    onKeydown(ev) {
        const {tool} = this.state;
        if ((ev.ctrlKey || ev.metaKey) && ev.key === "z") {
            this.undo();
        } else if (tool && ev.key === "Escape") {
            this.cancelDraft();
        } else if (this.draft.count && ev.key === "Backspace") {
            this.draft.removeLast();
            this.state.count = this.draft.count;
        } else if (this.draft.count && ev.key === "Enter") {
            this.draft.finish();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }
}

export const geofenceField = {
    component: GeofenceField,
    displayName: _t("Geofence on a map"),
    supportedTypes: ["json"],
    fieldDependencies: [
        {name: "partner_latitude", type: "float"},
        {name: "partner_longitude", type: "float"},
        {name: "geofence_shape", type: "selection"},
        {name: "geofence_radius", type: "integer"},
    ],
};

registry.category("fields").add("field_geofence", geofenceField);

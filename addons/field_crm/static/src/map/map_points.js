/* global L */
import {_t} from "@web/core/l10n/translation";

import {clusterSize, mixColours, ringArcs, shortCount} from "./map_colours";

const SVG = "http://www.w3.org/2000/svg";
const POINT = 18;

function svgElement(name, attributes, parent) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
        element.setAttribute(key, value);
    }
    parent.append(element);
    return element;
}

function drawPoint(colour) {
    const element = document.createElement("span");
    element.style.backgroundColor = colour;
    return element;
}

/** A ring of the colours around the number. */
function drawCluster(count, mix) {
    const element = document.createElement("span");
    const ring = svgElement("svg", {viewBox: "0 0 40 40"}, element);
    const circle = {cx: 20, cy: 20, r: 16, fill: "white"};
    svgElement("circle", circle, ring);
    for (const {colour, start, length} of ringArcs(mix)) {
        svgElement(
            "circle",
            {
                ...circle,
                fill: "none",
                stroke: colour,
                "stroke-width": 7,
                pathLength: 100,
                "stroke-dasharray": `${length} ${100 - length}`,
                "stroke-dashoffset": 25 - start,
            },
            ring,
        );
    }
    const number = document.createElement("b");
    number.textContent = shortCount(count);
    element.append(number);
    return element;
}

/** Points and clusters on a map, as `get_map` of the server gives them. */
export class PointLayer {
    /**
     * @param {Object} map
     * @param {Object} handlers onPoint({id}), onCluster({box, count})
     */
    constructor(map, handlers) {
        this.map = map;
        this.handlers = handlers;
        this.layer = L.layerGroup().addTo(map);
        this.markers = {};
    }

    show(rows, colours, activeId) {
        this.layer.clearLayers();
        this.markers = {};
        for (const [latitude, longitude, count, shares, id, name, box] of rows) {
            const mix = mixColours(shares, colours);
            if (id) {
                this.markers[id] = this.add([latitude, longitude], {
                    className: "o_field_crm_map_point",
                    size: POINT,
                    html: drawPoint(mix[0].colour),
                    title: name,
                    onChosen: () => this.handlers.onPoint({id}),
                });
            } else {
                this.add([latitude, longitude], {
                    className: "o_field_crm_map_cluster",
                    size: clusterSize(count),
                    html: drawCluster(count, mix),
                    title: _t("%s clients here", count),
                    onChosen: () => this.handlers.onCluster({box, count}),
                });
            }
        }
        this.mark(activeId);
    }

    add(position, {className, size, html, title, onChosen}) {
        const icon = L.divIcon({className, html, iconSize: [size, size]});
        const marker = L.marker(position, {icon, title, riseOnHover: true});
        marker.on("click", onChosen);
        marker.on("keydown", ({originalEvent}) => {
            if (["Enter", " "].includes(originalEvent.key)) {
                originalEvent.preventDefault();
                onChosen();
            }
        });
        marker.addTo(this.layer);
        marker.getElement().setAttribute("aria-label", title);
        return marker;
    }

    /** Make one point stand out. */
    mark(activeId) {
        for (const [id, marker] of Object.entries(this.markers)) {
            const isActive = Number(id) === activeId;
            marker.getElement().classList.toggle("o_active", isActive);
            marker.setZIndexOffset(isActive ? 1000 : 0);
        }
    }
}

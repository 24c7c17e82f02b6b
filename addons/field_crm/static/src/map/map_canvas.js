/* global L */
import {tileLayer} from "../geofence/geofence_map";
import {addOutlines} from "./map_outlines";
import {readZone} from "./map_zone";

export const MAX_ZOOM = 19;
const FRANCE = [
    [41.3, -5.2],
    [51.1, 9.6],
];
const ZONE = {color: "#7B1FA2", weight: 2, fillOpacity: 0.05, interactive: false};

/** The web's map of the client base, with outlines where there are no tiles. */
export function createClientMap(element, settings) {
    const map = L.map(element, {
        maxZoom: MAX_ZOOM,
        minZoom: 2,
        worldCopyJump: true,
        zoomSnap: 1,
        zoomAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    });
    map.attributionControl.setPrefix(false);
    L.control.scale({imperial: false}).addTo(map);
    map.fitBounds(FRANCE, {animate: false});
    addOutlines(map);
    tileLayer(settings)?.addTo(map);
    return map;
}

/** South, west, north and east of what the map shows. */
export function boxOf(map) {
    const bounds = map.getBounds();
    return [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
}

function toBounds([south, west, north, east]) {
    return L.latLngBounds([south, west], [north, east]);
}

/** Show a box with some ground around. */
export function showBox(map, box, options) {
    map.fitBounds(toBounds(box).pad(0.05), {animate: false, maxZoom: 14, ...options});
}

/** Whether zooming in further may take a cluster apart. */
export function canOpen(map, box) {
    return map.getBoundsZoom(toBounds(box)) > map.getZoom();
}

export function showsAny(map, box) {
    return map.getBounds().intersects(toBounds(box));
}

/** The outline of the zone that filters; none for nothing. */
export function zoneLayer(zone) {
    return zone ? L.polygon(readZone(zone), ZONE) : L.layerGroup();
}

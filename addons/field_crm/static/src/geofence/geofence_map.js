/* global L */

const FRANCE = {centre: [46.6, 2.4], zoom: 5};
const STREET_ZOOM = 18;

/** Squares instead of a picture of the ground: nothing is fetched from anywhere. */
const GridBackground = L.GridLayer.extend({
    createTile() {
        const tile = document.createElement("div");
        tile.className = "o_field_crm_map_grid";
        return tile;
    },
});

/** A map with the background that the company has chosen. */
export function createMap(element, settings) {
    const map = L.map(element, {
        doubleClickZoom: false,
        maxZoom: 20,
        // The page must scroll on until the map has been clicked.
        scrollWheelZoom: false,
    });
    map.attributionControl.setPrefix(false);
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    L.control.scale({imperial: false}).addTo(map);
    const tiles = tileLayer(settings) || new GridBackground({maxZoom: 20});
    tiles.addTo(map);
    map.setView(FRANCE.centre, FRANCE.zoom);
    return map;
}

/** The tiles that the company has chosen, if any. */
export function tileLayer(settings) {
    if (!settings.tile_url) {
        return null;
    }
    return L.tileLayer(settings.tile_url, {
        // Leaflet takes markup: what an administrator typed is text.
        attribution: escapeText(settings.tile_attribution),
        maxNativeZoom: 19,
        maxZoom: 20,
        // OpenStreetMap wants to know which site asks; which page is nobody's business.
        referrerPolicy: "strict-origin-when-cross-origin",
    });
}

function escapeText(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element.innerHTML;
}

/** Show all of a layer with some ground around, or the country without a layer. */
export function showLayer(map, layer) {
    if (layer) {
        map.fitBounds(layer.getBounds().pad(0.7), {
            animate: false,
            maxZoom: STREET_ZOOM,
        });
    } else {
        map.setView(FRANCE.centre, FRANCE.zoom);
    }
}

/** The place itself. */
export function placeMarker(position, options) {
    const icon = L.divIcon({
        className: "o_field_crm_map_place",
        html: '<i class="fa fa-map-marker"></i>',
        iconSize: [24, 32],
        iconAnchor: [12, 30],
    });
    return L.marker(position, {icon, ...options});
}

/** A handle to pull at; `kind` is its class. */
export function handleMarker(position, kind, options) {
    const icon = L.divIcon({
        className: `o_field_crm_map_handle o_${kind}`,
        iconSize: [16, 16],
    });
    return L.marker(position, {icon, draggable: true, ...options});
}

/** The point so many metres east of another. */
export function eastOf([latitude, longitude], metres) {
    const degree = L.latLng(latitude, longitude).distanceTo([
        latitude,
        longitude + 0.01,
    ]);
    return [latitude, longitude + (0.01 * metres) / degree];
}

export function distanceBetween(start, end) {
    return L.latLng(start).distanceTo(end);
}

export function toCorner({lat, lng}) {
    return [lat, lng];
}

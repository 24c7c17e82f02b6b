/* global L */

const URL = "/field_crm/static/outlines/outlines.json";
const STYLES = {
    country: {color: "#B9C2CC", weight: 1, fillColor: "#F3F1EC", fillOpacity: 1},
    france: {color: "#8A97A5", weight: 1.2, fillColor: "#FFFFFF", fillOpacity: 1},
    department: {color: "#C9D1DA", weight: 1, fill: false},
};
let loading = null;

function load() {
    loading ||= fetch(URL).then((answer) => {
        if (!answer.ok) {
            loading = null;
            throw new Error(`${URL}: ${answer.status}`);
        }
        return answer.json();
    });
    return loading;
}

/** Countries and departments that are part of the add-on, below the tiles. */
export async function addOutlines(map) {
    const pane = map.createPane("field_crm_outlines");
    pane.style.zIndex = 150;
    pane.style.pointerEvents = "none";
    const outlines = await load().catch((error) => {
        // The points are what the map is for: they stand on nothing, then.
        console.warn("The outlines of the map are missing.", error);
        return null;
    });
    // The map may be gone by now.
    if (outlines && map.getPane("field_crm_outlines")) {
        L.geoJSON(outlines, {
            pane: "field_crm_outlines",
            renderer: L.canvas({pane: "field_crm_outlines", padding: 0.5}),
            interactive: false,
            style: ({properties}) => STYLES[properties.kind],
        }).addTo(map);
    }
}

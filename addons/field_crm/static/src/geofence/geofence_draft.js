/* global L */
import {handleMarker} from "./geofence_map";
import {Draft} from "./geofence_shape";

/** What is being drawn on a map: the outline that follows the pointer, and its corners. */
export class DraftLayer {
    /**
     * @param {Object} map
     * @param {Function} onFinish is given the corners of what has been drawn
     */
    constructor(map, onFinish) {
        this.onFinish = onFinish;
        this.layer = L.featureGroup().addTo(map);
        this.draft = null;
    }

    get count() {
        return this.draft ? this.draft.corners.length : 0;
    }

    start(tool) {
        this.draft = new Draft(tool);
        this.draw();
    }

    cancel() {
        this.draft = null;
        this.draw();
    }

    async finish() {
        if (this.draft.isComplete) {
            const corners = this.draft.outline();
            this.cancel();
            await this.onFinish(corners);
        }
    }

    async add(corner) {
        if (this.draft.add(corner)) {
            await this.finish();
        } else {
            this.draw();
        }
    }

    removeLast() {
        this.draft.removeLast();
        this.draw();
    }

    draw() {
        this.layer.clearLayers();
        if (!this.draft) {
            return;
        }
        const options = {interactive: false, dashArray: "6 6"};
        this.outline = L.polygon(this.draft.outline(), options).addTo(this.layer);
        this.draft.corners.forEach((corner, index) => {
            const handle = handleMarker(corner, "corner", {draggable: false});
            if (!index) {
                handle.on("click", () => this.finish());
            }
            handle.addTo(this.layer);
        });
    }

    /** Let the outline follow the pointer. */
    follow(pointer) {
        if (this.count) {
            this.outline.setLatLngs(this.draft.outline(pointer));
        }
    }
}

import {placeMarker, toCorner} from "../geofence/geofence_map";
import {_t} from "@web/core/l10n/translation";

/** Corrects the position of one client by dragging its marker (S0-38). */
export class MarkerMove {
    constructor(map, orm) {
        this.map = map;
        this.orm = orm;
        this.history = [];
    }

    get undoable() {
        return this.history.length;
    }

    /**
     * @param {Object} card of the client
     * @param {Function} onMoved is called when the new position has been kept
     */
    start({id, name, latitude, longitude}, onMoved) {
        this.stop();
        const marker = placeMarker([latitude, longitude], {
            draggable: true,
            autoPan: true,
            title: _t("Drag “%s” to its place", name),
            zIndexOffset: 2000,
        });
        marker.on("dragend", async () => {
            const [newLatitude, newLongitude] = toCorner(marker.getLatLng());
            const before = await this.orm.call("res.partner", "action_move_on_map", [
                [id],
                newLatitude,
                newLongitude,
            ]);
            this.history.push({id, before});
            onMoved();
        });
        this.marker = marker.addTo(this.map);
    }

    stop() {
        this.marker?.remove();
        this.marker = null;
    }

    /** Put the client moved last back to where it was; returns its id. */
    async undo() {
        const {id, before} = this.history.at(-1);
        await this.orm.call("res.partner", "action_move_back_on_map", [[id], before]);
        this.history.pop();
        return id;
    }
}

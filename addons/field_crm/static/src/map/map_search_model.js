import {SearchModel} from "@web/search/search_model";

/** A search whose facets may be set on a map: one of each kind at most. */
export class MapSearchModel extends SearchModel {
    /** The active filter of a kind, if any. */
    getMapFilter(kind) {
        const active = new Set(this.query.map((each) => each.searchItemId));
        return Object.values(this.searchItems).find(
            (item) => item.mapKind === kind && active.has(item.id),
        );
    }

    /**
     * Replace the filter of a kind.
     *
     * @param {String} kind
     * @param {Object} [filter] {description, domain} and what the map keeps with it
     */
    setMapFilter(kind, filter) {
        this.blockNotification = true;
        for (const item of Object.values(this.searchItems)) {
            if (item.mapKind === kind) {
                this.deactivateGroup(item.groupId);
                delete this.searchItems[item.id];
            }
        }
        if (filter) {
            this.createNewFilters([{...filter, mapKind: kind}]);
        }
        this.blockNotification = false;
        this._notify();
    }
}

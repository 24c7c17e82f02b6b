import {registry} from "@web/core/registry";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ListRenderer} from "@web/views/list/list_renderer";

import {useEffect, useState} from "@odoo/owl";

import {ClientListController, clientListView} from "../export/client_list_view";
import {useClientMap} from "./map_layout";
import {MapPane} from "./map_pane";
import {MapSearchModel} from "./map_search_model";
import {MapToggle} from "./map_toggle";

/** A list or cards with the map of the same records (S0-10, S0-39). */
const withMap = (Controller) =>
    class extends Controller {
        static components = {...Controller.components, MapPane, MapToggle};

        setup() {
            this.clientMap = useClientMap();
            super.setup();
        }

        openOnMap(resId) {
            return this.props.selectRecord(resId, {activeIds: [resId]});
        }
    };

class MappedListController extends withMap(ClientListController) {
    static template = "field_crm.ClientListView";
}

/** Marks the row of what is chosen on the map. */
class MappedListRenderer extends ListRenderer {
    setup() {
        super.setup();
        this.clientMap = useState(this.env.clientMap);
        useEffect(
            (activeId) => {
                if (activeId) {
                    this.rootRef.el
                        ?.querySelector(".o_field_crm_map_active")
                        ?.scrollIntoView({block: "nearest"});
                }
            },
            () => [this.clientMap.activeId],
        );
    }

    getRowClass(record) {
        const isActive = record.resId && record.resId === this.clientMap.activeId;
        return `${super.getRowClass(record)} ${isActive ? "o_field_crm_map_active table-warning" : ""}`;
    }
}

class MappedKanbanController extends withMap(KanbanController) {
    static template = "field_crm.ClientKanbanView";
}

registry.category("views").add("field_crm_client_list", {
    ...clientListView,
    Controller: MappedListController,
    Renderer: MappedListRenderer,
    SearchModel: MapSearchModel,
});
registry.category("views").add("field_crm_client_kanban", {
    ...kanbanView,
    Controller: MappedKanbanController,
    SearchModel: MapSearchModel,
});

import {registry} from "@web/core/registry";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";

/** Opens a double side by side, and lets the screen go on through the filtered list. */
function reviewing(Controller) {
    return class extends Controller {
        async openRecord(record) {
            await this.actionService.doAction({
                type: "ir.actions.client",
                tag: "field_crm_double_review",
                params: {double_id: record.resId, domain: this.props.domain},
            });
        }
    };
}

registry
    .category("views")
    .add("field_crm_double_list", {...listView, Controller: reviewing(ListController)})
    .add("field_crm_double_kanban", {
        ...kanbanView,
        Controller: reviewing(KanbanController),
    });

import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {STATIC_ACTIONS_GROUP_NUMBER} from "@web/search/action_menus/action_menus";

import {Component} from "@odoo/owl";

import {canExportClients} from "./client_list_view";

/** « Export to Excel » in the menu of the list, for what the filters show. */
export class ExportMenu extends Component {
    static template = "field_crm.ExportMenu";
    static components = {DropdownItem};
    static props = {};

    onSelected() {
        this.env.searchModel.trigger("field-crm-export");
    }
}

registry.category("cogMenu").add(
    "field-crm-export",
    {
        Component: ExportMenu,
        groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
        isDisplayed: async ({config}) =>
            config.viewSubType === "field_crm_client_list" &&
            (await canExportClients()),
    },
    {sequence: 5},
);

import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {useService} from "@web/core/utils/hooks";
import {STATIC_ACTIONS_GROUP_NUMBER} from "@web/search/action_menus/action_menus";

import {Component} from "@odoo/owl";

const VIEWS = ["field_crm_client_list"];

/** « Import » in the menu of the client list (S0-40). */
export class ImportMenu extends Component {
    static template = "field_crm.ImportMenu";
    static components = {DropdownItem};
    static props = {};

    setup() {
        this.action = useService("action");
    }

    onSelected() {
        return this.action.doAction("field_crm.action_field_import");
    }
}

registry.category("cogMenu").add(
    "field-crm-import",
    {
        Component: ImportMenu,
        groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
        isDisplayed: async ({config}) =>
            VIEWS.includes(config.viewSubType) &&
            (await user.hasGroup("field_crm.group_field_client_import")),
    },
    {sequence: 4},
);

import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {STATIC_ACTIONS_GROUP_NUMBER} from "@web/search/action_menus/action_menus";

import {Component} from "@odoo/owl";

const LAYOUTS = ["list", "pivot", "graph"];

/** The active filters as the search bar says them, groups left out. */
export function describeFacets(facets) {
    return facets
        .filter((facet) => facet.type !== "groupBy")
        .map(({title, values, separator}) => {
            const text = values.join(` ${separator || ","} `);
            return title ? `${title}: ${text}` : text;
        })
        .join(", ");
}

/** « S'abonner » in the menu of a list, table or graph (S4-57, S4-59). */
export class SubscribeMenu extends Component {
    static template = "field_crm.SubscribeMenu";
    static components = {DropdownItem};
    static props = {};

    async onSelected() {
        const {searchModel, config} = this.env;
        // The menu closes and destroys this component: a service of useService would
        // then never answer.
        const {orm, action: actionService} = this.env.services;
        // A list answers with its columns; tables and graphs have theirs in the filter.
        const screen = {columns: false};
        searchModel.trigger("field-crm-subscribe", screen);
        const action = await orm.call(
            "field.report.subscription",
            "create_from_screen",
            [
                {
                    filter: searchModel.getIrFilterValues({
                        description: config.getDisplayName(),
                        isDefault: false,
                        isShared: false,
                    }),
                    layout: config.viewType,
                    view_id: config.viewId || false,
                    column_names: screen.columns,
                    base_domain: searchModel.globalDomain,
                    includes_archived: searchModel.globalContext.active_test === false,
                    summary: describeFacets(searchModel.facets),
                },
            ],
        );
        await actionService.doAction(action);
    }
}

registry.category("cogMenu").add(
    "field-crm-subscribe",
    {
        Component: SubscribeMenu,
        groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
        isDisplayed: async ({config, searchModel}) =>
            config.actionType === "ir.actions.act_window" &&
            LAYOUTS.includes(config.viewType) &&
            searchModel.resModel !== "field.report.subscription" &&
            (await user.hasGroup("base.group_allow_export")),
    },
    {sequence: 15},
);

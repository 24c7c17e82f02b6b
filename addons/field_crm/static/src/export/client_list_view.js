import {_t} from "@web/core/l10n/translation";
import {user} from "@web/core/user";
import {useBus} from "@web/core/utils/hooks";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";

import {onWillStart} from "@odoo/owl";

const EXPORT_GROUPS = [
    "field_crm.group_field_accountant",
    "field_crm.group_field_manager",
];

/** Whether the user may export the client base; the server checks it again. */
export async function canExportClients() {
    const memberships = await Promise.all(
        EXPORT_GROUPS.map((group) => user.hasGroup(group)),
    );
    return memberships.some(Boolean);
}

/** The list of clients or prospects, with its export as it is displayed (S0-44, S0-45). */
export class ClientListController extends ListController {
    setup() {
        super.setup();
        onWillStart(async () => {
            this.canExportClients = await canExportClients();
        });
        useBus(this.env.searchModel, "field-crm-export", () => this.exportClients());
    }

    getStaticActionMenuItems() {
        return {
            ...super.getStaticActionMenuItems(),
            exportClients: {
                isAvailable: () => this.canExportClients,
                sequence: 5,
                icon: "fa fa-file-excel-o",
                description: _t("Export to Excel"),
                callback: () => this.exportClients(),
            },
        };
    }

    /** Names of the columns as they are shown, own fields included (S0-45). */
    getDisplayedNames() {
        const shown = new Set(this.getExportableFields().map((field) => field.name));
        const {fields} = this.model.root;
        return this.props.archInfo.columns.flatMap((column) => {
            if (fields[column.name]?.type !== "properties") {
                return shown.has(column.name) ? [column.name] : [];
            }
            return Object.values(fields)
                .filter(
                    (field) =>
                        field.relatedPropertyField?.name === column.name &&
                        this.optionalActiveFields[field.name],
                )
                .map((field) => field.name);
        });
    }

    async exportClients() {
        const root = this.model.root;
        const isSelection = root.selection.length && !root.isDomainSelected;
        await this.actionService.doAction("field_crm.action_field_export_wizard", {
            additionalContext: {
                default_scope: isSelection ? "selection" : "filter",
                default_selected_ids: isSelection ? await root.getResIds(true) : [],
                default_domain: root.domain,
                default_displayed_names: this.getDisplayedNames(),
                default_sort_order: root.orderBy
                    .map(({name, asc}) => `${name} ${asc ? "asc" : "desc"}`)
                    .join(", "),
            },
        });
    }
}

export const clientListView = {...listView, Controller: ClientListController};

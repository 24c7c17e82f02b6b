import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {KeepLast} from "@web/core/utils/concurrency";
import {useDebounced} from "@web/core/utils/timing";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {useSetupAction} from "@web/search/action_hook";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {HomePanel} from "./home_panel";
import {HomeTable} from "./home_table";

const PAGE = 80;

/**
 * « Accueil »: whom to see again and whom nobody saw for long, as two tabs, with the
 * chosen client beside the table (S3-05 to S3-09).
 */
export class HomeAction extends Component {
    static template = "field_crm.HomeAction";
    static components = {HomePanel, HomeTable, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.root = useRef("root");
        const kept = this.props.state || {};
        this.state = useState({
            table: "revisit",
            filters: {status: "client", user_id: false, text: ""},
            rows: [],
            hasMore: false,
            chosenId: false,
            loaded: false,
            // On a telephone the panel lies over the table until it is closed.
            panel: false,
            ...kept,
        });
        this.search = useDebounced((text) => this.filter({text}), 250);
        useSetupAction({
            getLocalState: () => {
                const {table, filters, chosenId} = this.state;
                return {table, filters: {...filters}, chosenId};
            },
        });
        onWillStart(async () => {
            const [reps, isRep] = await Promise.all([
                this.orm.call("field.visit", "get_calendar_reps", []),
                user.hasGroup("field_crm.group_field_rep"),
            ]);
            this.reps = reps;
            this.isRep = isRep;
            if (!this.props.state && isRep && !reps.length) {
                this.state.filters.user_id = user.userId;
            }
            await this.load();
        });
        useEffect(
            () => this.root.el?.querySelector(".o_field_home_table")?.focus(),
            () => [this.state.table],
        );
    }

    get display() {
        return {controlPanel: {}};
    }

    get tabs() {
        return [
            {id: "revisit", label: _t("To see again"), icon: "fa-calendar-check-o"},
            {id: "last_visit", label: _t("Last visit"), icon: "fa-history"},
            {id: "never", label: _t("Never visited"), icon: "fa-user-o"},
        ];
    }

    get scopes() {
        if (this.reps.length) {
            return [{id: false, name: _t("All reps")}, ...this.reps];
        }
        if (this.isRep) {
            return [
                {id: user.userId, name: _t("Mine")},
                {id: false, name: _t("Those of all reps")},
            ];
        }
        return [];
    }

    get statuses() {
        return [
            {id: "client", name: _t("Clients")},
            {id: "prospect", name: _t("Prospects")},
            {id: "", name: _t("Clients and prospects")},
        ];
    }

    get chosen() {
        return this.state.rows.find((row) => row.id === this.state.chosenId);
    }

    async load(offset = 0) {
        const {table, filters} = this.state;
        const {rows, has_more: hasMore} = await this.keepLast.add(
            this.orm.call("res.partner", "get_home_table", [table], {
                filters: {...filters},
                offset,
                limit: PAGE,
            }),
        );
        this.state.rows = offset ? [...this.state.rows, ...rows] : rows;
        this.state.hasMore = hasMore;
        this.state.loaded = true;
        if (!this.chosen) {
            this.state.chosenId = this.state.rows[0]?.id || false;
        }
    }

    loadMore() {
        return this.load(this.state.rows.length);
    }

    async show(table) {
        this.state.table = table;
        this.state.chosenId = false;
        this.state.panel = false;
        await this.load();
    }

    async filter(filters) {
        Object.assign(this.state.filters, filters);
        this.state.chosenId = false;
        await this.load();
    }

    /** From the search box into the table, without the mouse. */
    onSearchKeydown(ev) {
        if (["ArrowDown", "Enter"].includes(ev.key)) {
            ev.preventDefault();
            this.root.el.querySelector(".o_field_home_table").focus();
        }
    }

    choose(id) {
        this.state.chosenId = id;
    }

    touch(id) {
        this.state.chosenId = id;
        this.state.panel = true;
    }

    closePanel() {
        this.state.panel = false;
    }

    open(id) {
        const row = this.state.rows.find((each) => each.id === id);
        const name = row.field_status === "client" ? "client" : "prospect";
        return this.action.doAction(`field_crm.action_res_partner_${name}`, {
            viewType: "form",
            props: {resId: id},
        });
    }

    /** Start one of the partner's own actions; what it changes is read again. */
    async start(method, id) {
        const action = await this.orm.call("res.partner", method, [[id]]);
        return this.action.doAction(action, {onClose: () => this.refresh()});
    }

    setRevisit(id) {
        return this.action.doAction("field_crm.action_field_revisit_wizard", {
            additionalContext: {default_partner_ids: [id]},
            onClose: () => this.refresh(),
        });
    }

    async refresh() {
        const {chosenId} = this.state;
        await this.load();
        if (this.state.rows.some((row) => row.id === chosenId)) {
            this.state.chosenId = chosenId;
        }
    }
}

registry.category("actions").add("field_crm_home", HomeAction);

import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {Component, onWillStart, useState} from "@odoo/owl";

import {whole} from "../numbers";
import {NONE, sectorColours} from "./sector_colours";
import {SectorMap} from "./sector_map";

const MODEL = "field.sectorisation";
const MOST_FLOWS = 40;

/** Sectors before and after on the map, to accept them or to throw them away (S0-54). */
export class SectorAction extends Component {
    static template = "field_crm_routing.Sectors";
    static components = {Layout, SectorMap};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.display = {controlPanel: {}};
        this.whole = whole;
        this.recordId = this.props.action.context.active_id;
        this.state = useState({preview: null});
        this.view = useState({side: "after", sector: false});
        this.sides = [
            {key: "before", label: _t("Before")},
            {key: "after", label: _t("After")},
            {key: "moves", label: _t("Who changes")},
        ];
        onWillStart(async () => {
            const [settings] = await Promise.all([
                this.orm.call("res.partner", "get_map_settings"),
                this.load(),
            ]);
            this.settings = settings;
        });
    }

    async load() {
        this.state.preview = await this.orm.call(MODEL, "get_preview", [
            [this.recordId],
        ]);
        this.colours = sectorColours(this.state.preview.sectors.length);
    }

    get preview() {
        return this.state.preview;
    }

    /** Sectors with the lengths of their bars, in % of the longest one. */
    get rows() {
        const {sectors} = this.preview;
        const most = Math.max(
            1e-9,
            ...sectors.map(({hours, hours_before: before}) => Math.max(hours, before)),
        );
        return sectors.map((sector) => ({
            ...sector,
            colour: this.colours[sector.number],
            after: (100 * sector.hours) / most,
            before: (100 * sector.hours_before) / most,
            text: _t(
                "%(clients)s clients, today %(hours)s h; %(arriving)s arriving, %(leaving)s leaving",
                {
                    clients: whole(sector.clients),
                    hours: whole(sector.hours_before),
                    arriving: sector.arriving,
                    leaving: sector.leaving,
                },
            ),
        }));
    }

    /** Mean of the bars, in % of the longest one. */
    get mean() {
        const {rows} = this;
        return rows.reduce((sum, {after}) => sum + after, 0) / (rows.length || 1);
    }

    get flows() {
        const {flows, sectors} = this.preview;
        const wanted = this.view.sector;
        return flows
            .filter(
                ([before, after]) =>
                    wanted === false || before === wanted || after === wanted,
            )
            .slice(0, MOST_FLOWS)
            .map(([before, after, clients]) => ({
                key: `${before}-${after}`,
                before,
                after,
                clients,
                from: sectors[before]?.name || _t("No sector, or another one"),
                to: sectors[after].name,
                fromColour: this.colours[before] || NONE,
                toColour: this.colours[after],
            }));
    }

    chooseSector(number) {
        this.view.sector = this.view.sector === number ? false : number;
    }

    openMoves({before, after}) {
        return this.openAction("action_open_moves", [before, after]);
    }

    async openAction(method, args = []) {
        const action = await this.orm.call(MODEL, method, [[this.recordId], ...args]);
        return this.action.doAction(action);
    }

    openRecord() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.recordId,
            views: [[false, "form"]],
        });
    }

    accept() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Accept the sectors?"),
            body: _t("They are written into the clients. That can be undone."),
            confirmLabel: _t("Accept the sectors"),
            confirm: async () => {
                await this.orm.call(MODEL, "action_apply", [[this.recordId]]);
                await this.load();
            },
            cancel: () => {},
        });
    }

    async discard() {
        await this.orm.call(MODEL, "action_discard", [[this.recordId]]);
        return this.openRecord();
    }
}

registry.category("actions").add("field_crm_routing.sectors", SectorAction);

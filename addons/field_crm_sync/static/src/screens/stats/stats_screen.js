import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {Screen} from "../../app/components/screen";
import {useField} from "../../app/use_field";
import {change, fold, share} from "../../engine/statistics/report";
import {Input} from "../shared/input/input";
import {useLive} from "../shared/use_live";
import {number, percent, spokenChange, spokenMoney} from "../shared/wording";
import {Bars} from "./bars";
import {readReport} from "./read_report";

const MOST_SERIES = 8;
const NOTHING = "–";

/** « Stats »: a rep's year on one page A4 (S3-53 … S3-58). */
export class StatsScreen extends Component {
    static template = "field_crm_sync.StatsScreen";
    static components = {Bars, Button, Input, Screen};
    static props = {"*": true};

    setup() {
        this.field = useField();
        this.lists = this.field.lists;
        this.state = useState({userId: this.lists.rep.id});
        this.live = useLive(
            async () => ({report: await readReport(this.field, this.state.userId)}),
            {report: null},
        );
    }

    get report() {
        return this.live.report;
    }

    /** Others' figures are for managers, as far as the phone holds them (S3-58). */
    get users() {
        return this.lists.rep.is_manager ? this.lists.users || [] : [];
    }

    choose(userId) {
        this.state.userId = userId || this.lists.rep.id;
        return this.live.reload();
    }

    get who() {
        const user = this.users.find((one) => one.id === this.state.userId);
        return user?.name || this.lists.rep.name;
    }

    get title() {
        return _t("Statistics %(year)s", {year: this.report.year});
    }

    folded(monthly) {
        return fold(monthly.series, MOST_SERIES, (count) =>
            _t("Others (%(count)s)", {count}),
        );
    }

    get figures() {
        const {report} = this;
        const {currency} = this.lists.parameters;
        const grown = change(report.revenue, report.revenueBefore);
        return [
            {label: _t("Visits"), value: number(report.visits.total)},
            {label: _t("Quotes handed over"), value: number(report.quotes.total)},
            {
                label: _t("Revenue"),
                value: spokenMoney(report.revenue, currency),
                note:
                    grown === null
                        ? ""
                        : _t("%(change)s on N-1", {change: spokenChange(grown)}),
            },
            {
                label: _t("Revenue N-1"),
                value: spokenMoney(report.revenueBefore, currency),
            },
        ];
    }

    /** Clients visited beside prospects visited (S3-56). */
    get coverage() {
        const {clients, prospects} = this.report;
        return [
            {label: _t("Clients visited"), ...clients},
            {label: _t("Prospects visited"), ...prospects},
        ].map(({label, visited, attached}) => {
            const part = share(visited, attached);
            return {
                label,
                value: part === null ? NOTHING : percent(part),
                note: `${number(visited)} / ${number(attached)}`,
                part: part || 0,
            };
        });
    }

    get visitsShare() {
        const {clientVisits, prospectVisits, visits} = this.report;
        return visits.total
            ? _t("%(clients)s of the visits at clients', %(prospects)s at prospects'", {
                  clients: percent(clientVisits / visits.total),
                  prospects: percent(prospectVisits / visits.total),
              })
            : "";
    }

    print() {
        window.print();
    }
}

registry.category("field_screens").add(
    "stats",
    {
        component: StatsScreen,
        path: "/stats",
        label: _t("Stats"),
        icon: "stats",
        isTab: true,
    },
    {sequence: 40},
);

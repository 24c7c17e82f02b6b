import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {EmptyState} from "../../app/components/empty_state";
import {Icon} from "../../app/components/icon";
import {Screen} from "../../app/components/screen";
import {Segments} from "../../app/components/segments";
import {Tick} from "../../app/components/tick";
import {useRouter} from "../../app/router";
import {useField, useUi} from "../../app/use_field";
import {dayOf} from "../../engine/calendar/day";
import {FreshnessBar} from "../home/freshness_bar";
import {useNavigation} from "../shared/navigation";
import {useLive} from "../shared/use_live";
import {spokenDay, spokenTime} from "../shared/wording";
import {EditAgainSheet} from "./edit_again_sheet";
import {heldLines, keptLines, wordOfState, wordOfType} from "./alert_words";

/**
 * « Alertes de synchronisation »: each action that was refused or only partly taken, why,
 * and what the rep can do; beside it what still waits (S2-07 … S2-14).
 */
export class AlertsScreen extends Component {
    static template = "field_crm_sync.AlertsScreen";
    static components = {
        Button,
        EditAgainSheet,
        EmptyState,
        FreshnessBar,
        Icon,
        Screen,
        Segments,
        Tick,
    };
    static props = {"*": true};

    setup() {
        this.field = useField();
        this.ui = useUi();
        this.router = useRouter();
        this.navigation = useNavigation();
        this.status = useState(this.field.status);
        this.state = useState({tab: "alerts", editing: null});
        this.live = useLive(() => this.load(), {alerts: [], waiting: []});
        if (!this.live.alerts.length && this.status.waiting && !this.status.alerts) {
            this.state.tab = "waiting";
        }
    }

    async load() {
        const [alerts, entries] = await Promise.all([
            this.field.alerts.all(),
            this.field.outbox.all(),
        ]);
        const shown = new Set(alerts.map((alert) => alert.uuid));
        const waiting = entries.filter(({uuid}) => !shown.has(uuid));
        return {
            alerts: await Promise.all(alerts.map((one) => this.describe(one))),
            waiting: await Promise.all(waiting.map((one) => this.describe(one))),
        };
    }

    async describe(entry) {
        const key = entry.args.partner ?? (entry.type === "CP" ? entry.uuid : null);
        const partner = key === null ? null : await this.field.partners.get(key);
        return {
            ...entry,
            word: wordOfType(entry.type),
            outcome: wordOfState(entry),
            partner,
            name: partner?.name || entry.args.values?.name || "",
            kept: keptLines(entry, this.field.lists),
            held: heldLines(entry, this.field.lists),
            args: entry.args,
            isEditable: Boolean(entry.args.values || "comment" in entry.args),
        };
    }

    get tabs() {
        return [
            {value: "alerts", label: _t("Alerts"), count: this.live.alerts.length},
            {value: "waiting", label: _t("Waiting"), count: this.live.waiting.length},
        ];
    }

    when(entry) {
        const moment = new Date(entry.at);
        return _t("%(day)s at %(time)s", {
            day: spokenDay(dayOf(moment)),
            time: spokenTime(moment),
        });
    }

    open(alert) {
        this.navigation.openPartner(alert.partner.key);
    }

    async again(alert) {
        await this.field.alerts.again(alert.uuid);
        this.ui.toast(_t("It is sent again."));
    }

    edit(alert) {
        this.state.editing = alert;
    }

    async dismiss(alert) {
        const isSure = await this.ui.confirm({
            title: _t("Dismiss this alert?"),
            text:
                alert.state === "conflict"
                    ? _t("What was kept apart stays at the office, for it to settle.")
                    : _t("What you typed is not kept on the phone."),
            yes: _t("Dismiss"),
            isDanger: alert.state !== "conflict",
        });
        if (isSure) {
            await this.field.alerts.dismiss(alert.uuid);
        }
    }
}

registry.category("field_screens").add("alerts", {
    component: AlertsScreen,
    path: "/alerts",
    label: _t("Sync alerts"),
});

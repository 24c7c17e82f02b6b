import {Component, useState} from "@odoo/owl";
import {Icon} from "./icon";
import {_t} from "@web/core/l10n/translation";
import {useField} from "../use_field";
import {useRouter} from "../router";

/** How the phone stands to the office, in one place of every screen. */
export class SyncPill extends Component {
    static template = "field_crm_sync.SyncPill";
    static components = {Icon};
    static props = {};

    setup() {
        this.status = useState(useField().status);
        this.router = useRouter();
    }

    get shown() {
        const {signedIn, online, waiting, alerts, isSyncing} = this.status;
        if (alerts) {
            return {kind: "bad", icon: "alert", count: alerts, label: _t("To look at")};
        }
        if (!signedIn) {
            return {kind: "wait", icon: "user", label: _t("Signed out")};
        }
        if (!online) {
            return {
                kind: "wait",
                icon: "offline",
                count: waiting,
                label: _t("Offline"),
            };
        }
        if (isSyncing) {
            return {kind: "busy", icon: "sync", count: waiting, label: _t("Updating")};
        }
        if (waiting) {
            return {kind: "wait", icon: "cloud", count: waiting, label: _t("Waiting")};
        }
        return {kind: "good", icon: "cloud", label: _t("Up to date")};
    }
}

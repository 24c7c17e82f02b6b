import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {Card} from "../../app/components/card";
import {Icon} from "../../app/components/icon";
import {Screen} from "../../app/components/screen";
import {Segments} from "../../app/components/segments";
import {useRouter} from "../../app/router";
import {useField, useUi} from "../../app/use_field";
import {dayOf} from "../../engine/calendar/day";
import {number} from "../shared/wording";
import {PinSheet} from "./pin_sheet";

const MEGABYTE = 1024 * 1024;

/** « Paramètres »: who, which phone, what it holds, PIN, theme, and the way out. */
export class SettingsScreen extends Component {
    static template = "field_crm_sync.SettingsScreen";
    static components = {Button, Card, Icon, PinSheet, Screen, Segments};
    static props = {"*": true};

    setup() {
        this.field = useField();
        this.ui = useUi();
        this.router = useRouter();
        this.session = this.env.session;
        this.status = useState(this.field.status);
        this.state = useState({
            storage: null,
            theme: this.env.theme.chosen || "auto",
            hasPin: this.session.hasPin,
            isSettingPin: false,
        });
        onWillStart(() => this.measure());
    }

    async measure() {
        const estimate = await navigator.storage?.estimate?.();
        this.state.storage = estimate || null;
        this.state.isKept = Boolean(await navigator.storage?.persisted?.());
    }

    get rep() {
        return this.field.lists.rep;
    }

    get who() {
        return [this.rep.email, this.rep.code, this.field.lists.parameters.company]
            .filter(Boolean)
            .join(" · ");
    }

    get device() {
        return this.session.phone?.device || "–";
    }

    get version() {
        return document.body.dataset.version || "–";
    }

    get storage() {
        const {storage} = this.state;
        return storage
            ? _t("%(used)s MB used of %(quota)s MB", {
                  used: number(storage.usage / MEGABYTE),
                  quota: number(storage.quota / MEGABYTE),
              })
            : _t("Unknown");
    }

    /** Share of the phone's room in use; above 0.8 photos are evicted. */
    get used() {
        const {storage} = this.state;
        return storage ? Math.min(1, storage.usage / storage.quota) : 0;
    }

    get queueLine() {
        const {waiting, photos, alerts} = this.status;
        return _t("%(waiting)s waiting, %(photos)s photos, %(alerts)s alerts", {
            waiting: number(waiting),
            photos: number(photos),
            alerts: number(alerts),
        });
    }

    get themes() {
        return [
            {value: "auto", label: _t("Automatic")},
            {value: "light", label: _t("Light")},
            {value: "dark", label: _t("Dark")},
        ];
    }

    setTheme(theme) {
        this.state.theme = theme;
        const chosen = theme === "auto" ? null : theme;
        this.env.theme.choose(chosen);
        return this.session.setTheme(chosen);
    }

    async exportQueue() {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await this.field.exportQueue());
        link.download = `field-crm-${this.rep.code || this.rep.id}-${dayOf(new Date())}.json`;
        link.click();
        URL.revokeObjectURL(link.href);
    }

    // --------------------------------------------------------------------- PIN

    get isPinRequired() {
        return Boolean(this.field.lists.parameters.pin_required);
    }

    get pinLabel() {
        return this.state.hasPin ? _t("Change the PIN") : _t("Set a PIN");
    }

    async savePin(pin) {
        await this.session.setPin(pin);
        this.state.hasPin = true;
        this.state.isSettingPin = false;
        this.ui.toast(_t("The PIN is set."));
    }

    async dropPin() {
        const isSure = await this.ui.confirm({
            title: _t("Remove the PIN?"),
            text: _t("Whoever unlocks this phone then reads your clients."),
            yes: _t("Remove"),
            isDanger: true,
        });
        if (isSure) {
            await this.session.dropPin();
            this.state.hasPin = false;
        }
    }

    // ------------------------------------------------------------------ the end

    async signOut() {
        const isSure = await this.ui.confirm({
            title: _t("Sign out?"),
            text: _t("What waits is sent first; then your data leave this phone."),
            yes: _t("Sign out"),
        });
        if (isSure && !(await this.session.signOut())) {
            this.ui.toast(
                _t("Something still waits to be sent: connect, or export it."),
                "bad",
            );
        }
    }
}

registry.category("field_screens").add("settings", {
    component: SettingsScreen,
    path: "/settings",
    label: _t("Settings"),
});

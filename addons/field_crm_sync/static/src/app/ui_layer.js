import {Component, useState} from "@odoo/owl";
import {Button, Icon, Sheet} from "./components/index";
import {_t} from "@web/core/l10n/translation";
import {useUi} from "./use_field";

export class UiLayer extends Component {
    static template = "field_crm_sync.UiLayer";
    static components = {Button, Icon, Sheet};
    static props = {};

    setup() {
        this.ui = useUi();
        this.shown = useState(this.ui.shown);
        this.no = _t("Cancel");
    }

    icon(kind) {
        return {good: "check", wait: "clock", bad: "alert"}[kind];
    }
}

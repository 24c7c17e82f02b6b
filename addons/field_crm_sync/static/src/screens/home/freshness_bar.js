import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {Icon} from "../../app/components/icon";
import {useField, useUi} from "../../app/use_field";
import {dayOf} from "../../engine/calendar/day";
import {spokenShortDay, spokenTime} from "../shared/wording";

/** Green while the phone's data are fresh, red when they are older (S3-10 … S3-12). */
export class FreshnessBar extends Component {
    static template = "field_crm_sync.FreshnessBar";
    static components = {Button, Icon};
    static props = {};

    setup() {
        this.field = useField();
        this.ui = useUi();
        this.status = useState(this.field.status);
    }

    get isFresh() {
        return Boolean(this.status.freshness?.isFresh);
    }

    get line() {
        const at = this.status.freshness?.at;
        if (!at) {
            return _t("This phone has no data yet.");
        }
        const moment = new Date(at);
        return _t("Data of %(day)s, %(time)s", {
            day: spokenShortDay(dayOf(moment)),
            time: spokenTime(moment),
        });
    }

    async refresh() {
        if (!(await this.field.sync())) {
            this.ui.toast(_t("No connection: the data stay as they are."), "wait");
        }
    }
}

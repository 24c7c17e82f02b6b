import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {spokenTime} from "../../shared/wording";
import {visiting} from "./check_in";

/** Whom the rep is visiting, and the way to end the visit (S2-35, S2-36). */
export class VisitingBanner extends Component {
    static template = "field_crm_sync.VisitingBanner";
    static components = {Button, Icon};
    static props = {end: Function, open: Function};

    setup() {
        this.visiting = useState(visiting);
    }

    get since() {
        return _t("since %(time)s", {
            time: spokenTime(new Date(this.visiting.current.at)),
        });
    }
}

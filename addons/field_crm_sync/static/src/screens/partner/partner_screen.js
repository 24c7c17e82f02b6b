import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {readKey} from "../shared/navigation";
import {PartnerCard} from "./card/partner_card";

/** The page of one client or prospect. */
export class PartnerScreen extends Component {
    static template = "field_crm_sync.PartnerScreen";
    static components = {PartnerCard};
    static props = {"*": true};

    get key() {
        return readKey(this.props.params.key);
    }
}

registry.category("field_screens").add("partner", {
    component: PartnerScreen,
    path: "/card/:key",
    label: _t("Card"),
});

import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {VisitingBanner} from "../partner/check_in/visiting_banner";
import {PartnerList} from "../partner/list/partner_list";
import {useNavigation} from "../shared/navigation";

/** The tab « Clients » (S3-13, S2-24 … S2-36). */
export class ClientsScreen extends Component {
    static template = "field_crm_sync.ClientsScreen";
    static components = {PartnerList, VisitingBanner};
    static props = {"*": true};

    setup() {
        this.navigation = useNavigation();
    }

    open(key) {
        this.navigation.openPartner(key);
    }

    end(key) {
        this.navigation.openPartner(key, "visit");
    }
}

registry.category("field_screens").add(
    "clients",
    {
        component: ClientsScreen,
        label: _t("Clients"),
        path: "/clients",
        icon: "clients",
        isTab: true,
    },
    {sequence: 20},
);

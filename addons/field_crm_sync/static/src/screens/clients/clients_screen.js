import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {VisitingBanner} from "../partner/check_in/visiting_banner";
import {PartnerList} from "../partner/list/partner_list";
import {ProspectSheet} from "../partner/prospect/prospect_sheet";
import {useNavigation} from "../shared/navigation";

/** The tab « Clients » (S3-13, S2-24 … S2-36); a new one begins as a prospect (S2-01). */
export class ClientsScreen extends Component {
    static template = "field_crm_sync.ClientsScreen";
    static components = {Button, PartnerList, ProspectSheet, VisitingBanner};
    static props = {"*": true};

    setup() {
        this.navigation = useNavigation();
        this.state = useState({isCreating: false});
    }

    /** What was made is shown: from its card it is asked to become a client. */
    closeNew(saved) {
        this.state.isCreating = false;
        if (saved?.uuid) {
            this.open(saved.uuid);
        }
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

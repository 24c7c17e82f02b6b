import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {Icon} from "../../app/components/icon";
import {useField} from "../../app/use_field";
import {PartnerList} from "../partner/list/partner_list";
import {ProspectSheet} from "../partner/prospect/prospect_sheet";
import {locate} from "../shared/position";

/** The tab « Prospects »: one's own, all or those around (S3-35 … S3-40, S0-57). */
export class ProspectsScreen extends Component {
    static template = "field_crm_sync.ProspectsScreen";
    static components = {Button, Icon, PartnerList, ProspectSheet};
    static props = {"*": true};

    setup() {
        this.field = useField();
        this.state = useState({isNear: false, isCreating: false});
    }

    get kilometres() {
        return this.field.lists.parameters.prospect_km || 20;
    }

    get nearLabel() {
        return _t("Within %(kilometres)s km", {kilometres: this.kilometres});
    }

    get within() {
        return this.state.isNear ? this.kilometres * 1000 : null;
    }

    toggleNear() {
        this.state.isNear = !this.state.isNear;
        return this.state.isNear && locate();
    }
}

registry.category("field_screens").add(
    "prospects",
    {
        component: ProspectsScreen,
        label: _t("Prospects"),
        path: "/prospects",
        icon: "prospects",
        isTab: true,
    },
    {sequence: 30},
);

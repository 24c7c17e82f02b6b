import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Icon} from "../../../app/components/icon";
import {Tick} from "../../../app/components/tick";
import {initials, spokenDistance} from "../../shared/wording";

/**
 * A client or prospect in a list: tapping it chooses it, tapping the round in front adds
 * it to those chosen (S2-33), the dots open the card (S2-16).
 */
export class PartnerRow extends Component {
    static template = "field_crm_sync.PartnerRow";
    static components = {Icon, Tick};
    static props = {
        partner: Object,
        isChosen: Boolean,
        choose: Function,
        add: Function,
        open: Function,
    };

    get initials() {
        return initials(this.props.partner.name);
    }

    /** The town first: on a narrow phone the end is cut off. */
    get place() {
        const {client_code, ref, zip, city} = this.props.partner;
        const town = [zip, city].filter(Boolean).join(" ");
        return [town, client_code || ref].filter(Boolean).join(" · ");
    }

    get distance() {
        const {distance} = this.props.partner;
        return Number.isFinite(distance) ? spokenDistance(distance) : "";
    }

    get addLabel() {
        return _t("Choose %(name)s among several", {name: this.props.partner.name});
    }

    get openLabel() {
        return _t("Card of %(name)s", {name: this.props.partner.name});
    }
}

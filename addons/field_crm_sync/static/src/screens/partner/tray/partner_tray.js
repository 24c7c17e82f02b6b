import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {useField} from "../../../app/use_field";
import {Icon} from "../../../app/components/icon";
import {useLive} from "../../shared/use_live";
import {spokenAddress, spokenMoney, spokenPhone} from "../../shared/wording";
import {numbersOf, routeTo} from "../reach";

/**
 * What is known at once of those chosen in a list (S3-07): contact, revenue, and the
 * actions that a thumb reaches.
 */
export class PartnerTray extends Component {
    static template = "field_crm_sync.PartnerTray";
    static components = {Icon};
    static props = {
        partners: Array,
        act: Function,
        open: Function,
        close: Function,
    };

    setup() {
        this.field = useField();
        this.state = useLive(
            async (props = this.props) => ({
                persons:
                    props.partners.length === 1
                        ? await this.field.persons.of(props.partners[0].key)
                        : [],
            }),
            {persons: []},
        );
    }

    get partner() {
        return this.props.partners.length === 1 ? this.props.partners[0] : null;
    }

    get title() {
        return this.partner
            ? this.partner.name
            : _t("%(count)s chosen", {count: this.props.partners.length});
    }

    get address() {
        return spokenAddress(this.partner);
    }

    get numbers() {
        return numbersOf(this.partner, this.state.persons);
    }

    get person() {
        const main = this.state.persons.find((person) => person.is_main_contact);
        return main || this.state.persons[0];
    }

    get route() {
        return routeTo(...this.props.partners);
    }

    get revenue() {
        return this.money(this.partner.revenue_current);
    }

    get revenueBefore() {
        return this.money(this.partner.revenue_previous);
    }

    get isClient() {
        return this.partner.field_status === "client";
    }

    money(amount) {
        return spokenMoney(amount, this.field.lists.parameters.currency);
    }

    phone(value) {
        return spokenPhone(value);
    }
}

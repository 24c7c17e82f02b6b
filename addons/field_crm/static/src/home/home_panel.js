import {Component} from "@odoo/owl";
import {deserializeDate, deserializeDateTime, formatDate} from "@web/core/l10n/dates";
import {formatMonetary} from "@web/views/fields/formatters";

/** The chosen client: how to reach it, and its revenue (S3-07). */
export class HomePanel extends Component {
    static template = "field_crm.HomePanel";
    static props = {
        row: Object,
        canVisit: Boolean,
        isOver: Boolean,
        onClose: Function,
        onOpen: Function,
        onStart: Function,
        onRevisit: Function,
    };

    get addressLines() {
        const {street, street2, street3, zip, city, country_id} = this.props.row;
        const town = [zip, city].filter(Boolean).join(" ");
        return [street, street2, street3, town, country_id?.display_name].filter(
            Boolean,
        );
    }

    get phones() {
        const {phone, mobile} = this.props.row;
        return [phone, mobile].filter(Boolean);
    }

    get revisit() {
        const {revisit_date} = this.props.row;
        return revisit_date ? formatDate(deserializeDate(revisit_date)) : "";
    }

    get lastVisit() {
        const {last_visit_date} = this.props.row;
        return last_visit_date ? formatDate(deserializeDateTime(last_visit_date)) : "";
    }

    money(value) {
        return formatMonetary(value, {currencyId: this.props.row.revenue_currency_id});
    }

    /** Change from last year in percent, nothing without a last year. */
    get trend() {
        const {revenue_current, revenue_previous} = this.props.row;
        if (!revenue_previous) {
            return null;
        }
        return Math.round((revenue_current / revenue_previous - 1) * 100);
    }

    phoneUrl(phone) {
        return `tel:${phone.replace(/[^\d+]/g, "")}`;
    }
}

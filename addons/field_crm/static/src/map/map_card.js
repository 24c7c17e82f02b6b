import {deserializeDate, deserializeDateTime, formatDate} from "@web/core/l10n/dates";

import {Component} from "@odoo/owl";

/** What a point says when it is chosen, and what one may do from there. */
export class MapCard extends Component {
    static template = "field_crm.MapCard";
    static props = {
        card: Object,
        isAlone: Boolean,
        onOpen: Function,
        onMove: Function,
        onChoose: Function,
    };

    get lastVisit() {
        const {last_visit: date} = this.props.card;
        return date && formatDate(deserializeDateTime(date));
    }

    get revisit() {
        const {revisit: date} = this.props.card;
        return date && formatDate(deserializeDate(date));
    }

    /** Opens the phone's own navigation, or a page that has one. */
    get directions() {
        const {latitude, longitude} = this.props.card;
        return `https://www.google.com/maps/dir/?api=1&destination=${latitude},${longitude}`;
    }
}

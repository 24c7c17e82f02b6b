import {Component} from "@odoo/owl";

/**
 * Rows of text; the first is the header. It scrolls by itself on a narrow screen, and by
 * the keyboard.
 */
export class StatisticsTable extends Component {
    static template = "field_crm.StatisticsTable";
    static props = {
        rows: {type: Array, element: {type: Array, element: String}},
        title: String,
        // How many rows from the end the row of totals stands.
        total: Number,
    };

    get header() {
        return this.props.rows[0];
    }

    get body() {
        return this.props.rows.slice(1);
    }

    isTotal(index) {
        return index === this.body.length - this.props.total;
    }
}

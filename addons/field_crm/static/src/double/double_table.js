import {Component, useState} from "@odoo/owl";

import {chooseValue, keepRecord, toggleRecord} from "./double_choice";

/**
 * Records as columns, fields as rows. Each row is a group of radio buttons: arrows go
 * from value to value, the tab key from row to row.
 */
export class DoubleTable extends Component {
    static template = "field_crm.DoubleTable";
    static props = {comparison: Object, choice: Object, openRecord: Function};

    setup() {
        this.state = useState({differs: true, filled: false, same: false});
    }

    get rows() {
        return this.props.comparison.rows.filter((row) => this.state[row.kind]);
    }

    count(kind) {
        return this.props.comparison.rows.filter((row) => row.kind === kind).length;
    }

    toggleRows(kind) {
        this.state[kind] = !this.state[kind];
    }

    get maySkip() {
        return this.props.comparison.records.length > 2;
    }

    isIn(record) {
        return this.props.choice.records.includes(record.id);
    }

    /** Of a client and prospects a client is kept. */
    mayKeep(record) {
        const clients = this.props.comparison.records.filter(
            (each) => each.is_client && this.isIn(each),
        );
        return this.isIn(record) && (!clients.length || record.is_client);
    }

    keep(record) {
        keepRecord(this.props.comparison, this.props.choice, record.id);
    }

    choose(row, record) {
        chooseValue(this.props.choice, row.key, record.id);
    }

    toggle(record) {
        toggleRecord(this.props.comparison, this.props.choice, record.id);
    }

    togglePlace(record) {
        const {choice} = this.props;
        choice.places = choice.places.includes(record.id)
            ? choice.places.filter((id) => id !== record.id)
            : [...choice.places, record.id];
    }

    isOtherPlace(record) {
        const {comparison, choice} = this.props;
        const kept = comparison.records.find((each) => each.id === choice.survivorId);
        return (
            record.is_account &&
            record.id !== choice.survivorId &&
            this.isIn(record) &&
            record.address_key &&
            record.address_key !== kept.address_key
        );
    }
}

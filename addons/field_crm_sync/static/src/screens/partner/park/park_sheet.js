import {Component, useState} from "@odoo/owl";

import {Button} from "../../../app/components/button";
import {CountField} from "../../../app/components/count_field";
import {Sheet} from "../../../app/components/sheet";
import {SwitchField} from "../../../app/components/switch_field";
import {useField} from "../../../app/use_field";
import {useSave} from "../../shared/use_save";

/** « Type de parc »: a tick and a number of vehicles for each type (S3-34). */
export class ParkSheet extends Component {
    static template = "field_crm_sync.ParkSheet";
    static components = {Button, CountField, Sheet, SwitchField};
    static props = {partner: Object, close: Function};

    setup() {
        this.field = useField();
        this.saving = useSave(this.props.close);
        this.before = {...this.props.partner};
        const counted = Object.entries(this.props.partner.park || {});
        this.counts = useState(Object.fromEntries(counted.filter(([, many]) => many)));
    }

    get types() {
        return this.field.lists.park_types;
    }

    isTicked(type) {
        return type.id in this.counts;
    }

    tick(type) {
        if (this.isTicked(type)) {
            delete this.counts[type.id];
        } else {
            this.counts[type.id] = this.props.partner.park?.[type.id] || 1;
        }
    }

    set(type, number) {
        this.counts[type.id] = number;
    }

    /** The office leaves a type that is not named as it was: zero takes it away. */
    get counted() {
        const gone = Object.keys(this.before.park || {}).map((type) => [type, 0]);
        return {...Object.fromEntries(gone), ...this.counts};
    }

    save() {
        return this.saving.save(
            "PK",
            {partner: this.props.partner.key, counts: this.counted},
            {base: {park: this.props.partner.park || {}}, undo: () => this.undo()},
        );
    }

    /** What was counted before; types that had none have none again. */
    undo() {
        const {key, park} = this.before;
        const none = Object.keys(this.counts).map((type) => [type, 0]);
        const counts = {...Object.fromEntries(none), ...park};
        return this.field.save("PK", {partner: key, counts});
    }
}

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
        this.counts = useState({...this.props.partner.park});
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

    save() {
        return this.saving.save(
            "PK",
            {partner: this.props.partner.key, counts: {...this.counts}},
            {base: {park: this.props.partner.park || {}}},
        );
    }
}

import {Component, useState} from "@odoo/owl";

import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {useField} from "../../../app/use_field";
import {Input} from "../../shared/input/input";
import {Sheet} from "../../../app/components/sheet";
import {filterFields} from "./filters";

/** The pop-up of the filters, with « Effacer » beside « Appliquer » (S2-31, S2-32). */
export class FilterSheet extends Component {
    static template = "field_crm_sync.FilterSheet";
    static components = {Button, Icon, Input, Sheet};
    static props = {filters: Object, apply: Function, close: Function};

    setup() {
        this.fields = filterFields(useField().lists);
        this.state = useState({values: {...this.props.filters}, showsAll: false});
    }

    get shown() {
        return this.fields.filter(
            ({isFirst, name}) =>
                isFirst || this.state.showsAll || name in this.props.filters,
        );
    }

    set(name, value) {
        if (value === "" || value === undefined) {
            delete this.state.values[name];
        } else {
            this.state.values[name] = value;
        }
    }
}

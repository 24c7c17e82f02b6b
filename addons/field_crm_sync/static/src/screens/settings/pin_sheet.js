import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {Sheet} from "../../app/components/sheet";

const FEWEST = 6;

/** A new PIN, typed twice. */
export class PinSheet extends Component {
    static template = "field_crm_sync.PinSheet";
    static components = {Button, Sheet};
    static props = {save: Function, close: Function};

    setup() {
        this.state = useState({pin: "", again: "", isBusy: false, problem: ""});
    }

    get problem() {
        const {pin, again} = this.state;
        if (again && again !== pin.slice(0, again.length)) {
            return _t("The two are not the same.");
        }
        return this.state.problem;
    }

    get isReady() {
        const {pin, again} = this.state;
        return pin.length >= FEWEST && pin === again;
    }

    async save() {
        this.state.isBusy = true;
        try {
            await this.props.save(this.state.pin);
        } catch (error) {
            this.state.problem = error.message;
        } finally {
            this.state.isBusy = false;
        }
    }
}

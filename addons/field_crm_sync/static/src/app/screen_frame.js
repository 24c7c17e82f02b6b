import {Component, onError, useState} from "@odoo/owl";
import {Button, EmptyState} from "./components/index";

/** Around a screen: when one fails, the others go on, and nothing saved is lost. */
export class ScreenFrame extends Component {
    static template = "field_crm_sync.ScreenFrame";
    static components = {Button, EmptyState};
    static props = {component: Function, params: Object, query: Object};

    setup() {
        this.state = useState({hasFailed: false});
        onError((error) => {
            console.error(error.cause || error);
            this.state.hasFailed = true;
        });
    }

    retry() {
        this.state.hasFailed = false;
    }
}

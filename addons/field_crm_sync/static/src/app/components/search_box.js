import {Component, useRef} from "@odoo/owl";
import {Icon} from "./icon";

/** Where a rep types what to look for; a star stands for anything. */
export class SearchBox extends Component {
    static template = "field_crm_sync.SearchBox";
    static components = {Icon};
    static props = {
        value: String,
        onChange: Function,
        placeholder: {type: String, optional: true},
    };

    setup() {
        this.input = useRef("input");
    }

    clear() {
        this.props.onChange("");
        this.input.el.focus();
    }
}

import {Component, xml} from "@odoo/owl";
import {ICONS} from "./icons";

/** One drawing; it says nothing to a screen reader, the text beside it does. */
export class Icon extends Component {
    static template = xml`
        <svg class="f-icon" viewBox="0 0 24 24" aria-hidden="true"
             t-att-class="props.class"><path t-att-d="path"/></svg>`;
    static props = {name: String, class: {type: String, optional: true}};

    get path() {
        return ICONS[this.props.name];
    }
}

import {Component} from "@odoo/owl";
import {Icon} from "./icon";
import {SyncPill} from "./sync_pill";
import {useRouter} from "../router";

/** One screen: title, what scrolls, and what stays in reach of the thumb.
 *
 * Slots: `head` right of the title, `below` under it (search box, segments), `default`,
 * `foot` (main button, always visible), `fab` (round button bottom right).
 */
export class Screen extends Component {
    static template = "field_crm_sync.Screen";
    static components = {Icon, SyncPill};
    static props = {
        title: String,
        subtitle: {type: String, optional: true},
        backTo: {type: String, optional: true},
        slots: Object,
    };

    setup() {
        this.router = useRouter();
    }
}

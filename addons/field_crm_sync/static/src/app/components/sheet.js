import {Component, onMounted, onWillUnmount, useRef} from "@odoo/owl";
import {Icon} from "./icon";
import {newId} from "./form_field";
import {useRouter} from "../router";

/** What comes up from the foot of the screen: a form, or things to choose from.
 *
 * The phone's back button and Escape close it. With `onSubmit` it is a form. Slots:
 * `default`, and `foot`, which stays in reach of the thumb.
 */
export class Sheet extends Component {
    static template = "field_crm_sync.Sheet";
    static components = {Icon};
    static props = {
        title: String,
        onClose: Function,
        onSubmit: {type: Function, optional: true},
        isLocked: {type: Boolean, optional: true},
        slots: Object,
    };

    setup() {
        this.id = newId();
        this.dialog = useRef("dialog");
        const router = useRouter();
        let leave = null;
        onMounted(() => {
            this.dialog.el.showModal();
            leave = router.addLayer(() => this.close());
        });
        onWillUnmount(() => leave());
    }

    close() {
        if (this.props.isLocked) {
            return false;
        }
        this.props.onClose();
        return true;
    }

    tapAround(event) {
        if (event.target === this.dialog.el) {
            this.close();
        }
    }
}

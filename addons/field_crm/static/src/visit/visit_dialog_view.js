import {registry} from "@web/core/registry";
import {formView} from "@web/views/form/form_view";

export class VisitDialogController extends formView.Controller {
    /**
     * Other forms save what was typed when the tab is closed. Here that would record a
     * visit that nobody validated: ask instead.
     *
     * @override
     */
    beforeUnload(ev) {
        if (this.model.root.dirty) {
            ev.preventDefault();
            ev.returnValue = "Unsaved changes";
        }
    }
}

export const visitDialogView = {...formView, Controller: VisitDialogController};

registry.category("views").add("field_visit_dialog", visitDialogView);

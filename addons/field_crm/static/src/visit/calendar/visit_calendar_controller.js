import {_t} from "@web/core/l10n/translation";
import {CalendarController} from "@web/views/calendar/calendar_controller";

export class VisitCalendarController extends CalendarController {
    static template = "field_crm.VisitCalendarController";

    get editRecordDefaultDisplayText() {
        return _t("New visit");
    }

    getQuickCreateFormViewProps() {
        return {
            ...super.getQuickCreateFormViewProps(...arguments),
            title: this.editRecordDefaultDisplayText,
            // Else the new visit shows only when the page is loaded again.
            onRecordSaved: () => this.model.load(),
        };
    }

    onChooseRep(ev) {
        return this.model.chooseRep(Number(ev.target.value) || false);
    }
}

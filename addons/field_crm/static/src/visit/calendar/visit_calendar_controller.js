import {CalendarController} from "@web/views/calendar/calendar_controller";

export class VisitCalendarController extends CalendarController {
    static template = "field_crm.VisitCalendarController";

    onChooseRep(ev) {
        return this.model.chooseRep(Number(ev.target.value) || false);
    }
}

import {CalendarCommonRenderer} from "@web/views/calendar/calendar_common/calendar_common_renderer";
import {CalendarRenderer} from "@web/views/calendar/calendar_renderer";
import {CalendarYearRenderer} from "@web/views/calendar/calendar_year/calendar_year_renderer";

export class VisitCalendarCommonRenderer extends CalendarCommonRenderer {
    convertRecordToEvent(record) {
        const editable = Boolean(this.props.model.canMove(record));
        return {...super.convertRecordToEvent(record), editable};
    }
}

export class VisitCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: VisitCalendarCommonRenderer,
        week: VisitCalendarCommonRenderer,
        month: VisitCalendarCommonRenderer,
        year: CalendarYearRenderer,
    };
}

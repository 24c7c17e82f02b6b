import {registry} from "@web/core/registry";
import {calendarView} from "@web/views/calendar/calendar_view";

import {VisitCalendarController} from "./visit_calendar_controller";
import {VisitCalendarModel} from "./visit_calendar_model";
import {VisitCalendarRenderer} from "./visit_calendar_renderer";

/** « Historique »: the calendar of visits, with a list of all reps (S3-59, S3-60). */
export const visitCalendarView = {
    ...calendarView,
    Controller: VisitCalendarController,
    Model: VisitCalendarModel,
    Renderer: VisitCalendarRenderer,
};

registry.category("views").add("field_visit_calendar", visitCalendarView);

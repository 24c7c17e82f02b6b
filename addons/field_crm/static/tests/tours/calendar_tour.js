import {registry} from "@web/core/registry";

const CALENDAR = ".o_calendar_view";

// S3-59, S3-60: a manager looks at everybody's visits, then at those of one rep.
registry.category("web_tour.tours").add("field_crm_calendar_tour", {
    steps: () => [
        {
            content: "Everybody's visits",
            trigger: `${CALENDAR}:has(.o_event:contains(Chez Odile)) .o_event:contains(Chez Theo)`,
        },
        {
            content: "Choose one rep of the list",
            trigger: ".o_field_visit_rep",
            run: "selectByLabel Theo Two",
        },
        {
            content: "Only the visits of that rep",
            trigger: `${CALENDAR}:not(:has(.o_event:contains(Chez Odile))) .o_event:contains(Chez Theo)`,
        },
        {
            content: "All again",
            trigger: ".o_field_visit_rep",
            run: "selectByLabel All reps",
        },
        {
            content: "Both are back",
            trigger: `${CALENDAR} .o_event:contains(Chez Odile)`,
        },
    ],
});

// S3-60: a rep has the own visits and no list.
registry.category("web_tour.tours").add("field_crm_calendar_rep_tour", {
    steps: () => [
        {
            content: "The own visit, no list of reps",
            trigger: `${CALENDAR}:not(:has(.o_field_visit_rep)):not(:has(.o_event:contains(Chez Theo))) .o_event:contains(Chez Odile)`,
        },
    ],
});

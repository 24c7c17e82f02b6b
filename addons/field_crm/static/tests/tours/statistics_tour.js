import {registry} from "@web/core/registry";

// S3-53, S3-58: a manager picks a rep, and sees the chart and the table of its visits.
registry.category("web_tour.tours").add("field_crm_statistics_tour", {
    steps: () => [
        {
            content: "All reps first",
            trigger: ".o_field_statistics_figures dd:first:contains(2)",
        },
        {
            content: "The chart is drawn",
            trigger: "canvas[aria-label*='commercial grid']",
        },
        {
            content: "Pick the rep",
            trigger: ".o_field_statistics_rep",
            run: "selectByLabel stat_rep (field_crm.group_field_rep)",
        },
        {
            content: "The page is the rep's",
            trigger: ".o_field_statistics_page h1:contains(stat_rep)",
        },
        {
            content: "with one visit",
            trigger: ".o_field_statistics_figures dd:first:contains(1)",
        },
        {
            content: "What is printed is what is shown",
            trigger: ".o_field_statistics_print[href*='user_id=']",
        },
    ],
});

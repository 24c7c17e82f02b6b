import {registry} from "@web/core/registry";

const DIALOG = ".modal .o_question_tree";

// S3-20, S3-22, S3-26, S3-33, S3-40: a rep records a visit with two levels of answers.
registry.category("web_tour.tours").add("field_crm_visit_tour", {
    steps: () => [
        {
            content: "Open the client",
            trigger: ".o_data_cell:contains(Garage du Port)",
            run: "click",
        },
        {
            content: "Visit today",
            trigger: "button[name=action_visit_today]",
            run: "click",
        },
        {
            content: "The visit was a phone call…",
            trigger: `${DIALOG} label:contains(Mail)`,
            run: "click",
        },
        {
            content: "… not a mail",
            trigger: `${DIALOG} label:contains(Phone)`,
            run: "click",
        },
        {
            content: "The other radio is given up, a proposal was handed over",
            trigger: `${DIALOG} label:contains(Proposal handed over)`,
            run: "click",
        },
        {
            content: "For lubricants: the sub-level has unfolded",
            trigger: `${DIALOG} .o_question_sublevel label:contains(Lubricant)`,
            run: "click",
        },
        {
            content: "Wait until it is chosen",
            trigger: `${DIALOG} .o_question_sublevel input:checked`,
        },
        {
            content: "Say what was said",
            trigger: ".modal [name=comment] textarea",
            run: "edit Rappeler Mme Le Goff",
        },
        {
            content: "See the client again in one month",
            trigger: ".modal .o_selection_badge:contains(1 month)",
            run: "click",
        },
        {
            content: "The date follows",
            trigger: ".modal .o_selection_badge.active:contains(1 month)",
        },
        {
            content: "Record it",
            trigger: ".modal footer button:contains(Record the visit)",
            run: "click",
        },
        {
            content: "The history counts one visit",
            trigger:
                "body:not(:has(.modal)) button[name=action_open_visits]:contains(1)",
            run: "click",
        },
        {
            content: "It is in the history, with its answers",
            trigger: ".o_data_row:contains(Lubricant) .o_data_cell:contains(Rappeler)",
            run: "click",
        },
        {
            content: "The report is read back",
            trigger: ".o_form_view .o_question_sublevel input:checked",
        },
    ],
});

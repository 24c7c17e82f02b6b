import {registry} from "@web/core/registry";

// S4-57, S4-59: a manager filters the report on opportunities and subscribes to it.
registry.category("web_tour.tours").add("field_crm_report_tour", {
    steps: () => [
        {
            content: "The report is grouped by status",
            trigger: ".o_group_header:contains(Open)",
        },
        {
            content: "Open the menu of the screen",
            trigger: ".o_control_panel .o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "Subscribe",
            trigger: ".o_field_crm_subscribe_menu",
            run: "click",
        },
        {
            content: "The subscription is there, paused",
            trigger: "button[name=action_start]",
        },
        {
            content: "Send it to somebody else",
            trigger: ".o_field_widget[name=emails] textarea",
            run: "edit direction@field.example",
        },
        {
            content: "Start it",
            trigger: "button[name=action_start]",
            run: "click",
        },
        {
            content: "It runs, and who is outside the company is shown",
            trigger: "button[name=action_pause]",
        },
        {
            content: "The recipient is outside",
            trigger: ".alert-warning:contains(direction@field.example)",
        },
    ],
});

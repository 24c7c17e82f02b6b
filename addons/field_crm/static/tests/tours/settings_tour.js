import {registry} from "@web/core/registry";

// S3-74, S3-76, S3-113: an administrator of Field CRM, and of nothing else, sets the bound.
registry.category("web_tour.tours").add("field_crm_settings_tour", {
    steps: () => [
        {
            content: "Find the bound",
            trigger: ".o_setting_box:contains(Bound of the visit's date)",
        },
        {
            content: "Too many days are refused later, 45 are right",
            trigger: "[name=field_visit_past_days] input",
            run: "edit 45",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save:enabled",
            run: "click",
        },
        {
            content: "Saved",
            trigger: ".o_control_panel:not(:has(.o_dirty_warning))",
        },
        {
            content: "Open the users",
            trigger: ".o_main_navbar button:contains(Configuration)",
            run: "click",
        },
        {
            content: "Their correspondence",
            trigger: ".dropdown-item:contains(User correspondence)",
            run: "click",
        },
        {
            content: "The rep has no winpneu user yet",
            trigger: ".o_data_row:contains(stat_rep) [name=winpneu_user_code]",
            run: "click",
        },
        {
            content: "Give it one",
            trigger: ".o_selected_row [name=winpneu_user_code] input",
            run: "edit SR01",
        },
        {
            content: "Save the row",
            trigger: ".o_list_button_save:first",
            run: "click",
        },
        {
            content: "Saved",
            trigger: ".o_data_row:not(.o_selected_row):contains(SR01)",
        },
        {
            content: "Import the table",
            trigger: "button[name=action_import]",
            run: "click",
        },
        {
            content: "Odoo's import asks for a file",
            trigger: ".o_import_file:contains(Upload Data File)",
        },
    ],
});

import {registry} from "@web/core/registry";

const DIALOG = ".modal:contains(Manage the fields)";

// S0-05, S0-35: an accountant makes a field, fills it, filters and groups by it, exports
// it, and deletes it.
registry.category("web_tour.tours").add("field_crm_own_field_tour", {
    steps: () => [
        {
            content: "Open the client",
            trigger: ".o_data_row:contains(Garage du Port) [name=name]",
            run: "click",
        },
        {
            content: "Own fields have a tab",
            trigger: ".nav-link:contains(Own fields of the base)",
            run: "click",
        },
        {
            content: "Manage them",
            trigger: "button:contains(Manage the fields)",
            run: "click",
        },
        {
            content: "Add one",
            trigger: `${DIALOG} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            content: "Its name; it is a text",
            trigger: `${DIALOG} .o_selected_row [name=label] input`,
            run: "edit Activity 2020",
        },
        {
            content: "Save",
            trigger: `${DIALOG} button[name=action_save]`,
            run: "click",
        },
        {
            content: "Fill it; the screen is that of before",
            trigger:
                "body:not(:has(.modal)) .o_property_field:contains(Activity 2020) input",
            run: "edit Tyres && click body",
        },
        {
            content: "Save the client",
            trigger: ".o_form_button_save:enabled",
            run: "click",
        },
        {
            content: "Back to the list",
            trigger: "body:not(:has(.o_form_button_save:visible)) .breadcrumb-item a",
            run: "click",
        },
        {
            content: "Search for a value",
            trigger: ".o_action_manager:has(.o_list_view) .o_searchview_input",
            run: "edit Tyres",
        },
        {
            content: "Unfold the own fields",
            trigger: ".o-dropdown-item:contains(Own fields of the base) .o_expand",
            run: "click",
        },
        {
            content: "In the new field",
            trigger: ".o-dropdown-item:contains(Activity 2020)",
            run: "click",
        },
        {
            content: "Only the client that holds it is left",
            trigger:
                ".o_list_view:not(:has(.o_data_row:contains(Other))) .o_data_row:contains(Garage du Port)",
        },
        {
            content: "Show it as a column",
            trigger: ".o_optional_columns_dropdown button",
            run: "click",
        },
        {
            content: "By its name",
            trigger: ".o-dropdown-item:contains(Activity 2020)",
            run: "click",
        },
        {
            content: "The value is in the list",
            trigger: ".o_data_row:contains(Garage du Port) td:contains(Tyres)",
        },
        {
            content: "Export what is shown",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "To Excel",
            trigger: ".o-dropdown-item:contains(Export to Excel)",
            run: "click",
        },
        {
            content: "The displayed columns",
            trigger: ".modal .o_selection_badge:contains(These fields)",
            run: "click",
        },
        {
            content: "The own field is one of them",
            trigger: ".modal .o_data_row:contains(Activity 2020)",
        },
        {
            content: "Enough",
            trigger: ".modal .modal-footer button:contains(Close)",
            run: "click",
        },
        {
            content: "Group by it",
            trigger: "body:not(:has(.modal)) .o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "Own fields stand together",
            trigger: ".o_accordion_toggle:contains(Own fields of the base)",
            run: "click",
        },
        {
            content: "This one",
            trigger: ".o_accordion_values .o_menu_item:contains(Activity 2020)",
            run: "click",
        },
        {
            content: "One group, of the value",
            trigger: ".o_group_header:contains(Tyres)",
        },
    ],
});

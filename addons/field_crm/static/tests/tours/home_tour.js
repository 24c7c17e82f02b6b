import {registry} from "@web/core/registry";

const TABLE = ".o_field_home_table";
const PANEL = ".o_field_home_panel";

// S3-05 to S3-09: whom to see again, with the arrow keys, and the other tabs.
registry.category("web_tour.tours").add("field_crm_home_tour", {
    steps: () => [
        {
            content: "The most overdue client is chosen, with its revenue",
            trigger: `${PANEL}:contains(Premier SARL):contains(4,321)`,
        },
        {
            content: "The next one with the arrow key",
            trigger: TABLE,
            run: "press ArrowDown",
        },
        {
            content: "Its phone is there at once, its name is text",
            trigger: `${PANEL}:contains(02 99 00 11 33) h3:contains(Second <b>SARL</b>)`,
        },
        {
            content: "Back",
            trigger: TABLE,
            run: "press ArrowUp",
        },
        {
            content: "The first one is chosen again",
            trigger: `${TABLE} tr[aria-selected=true]:contains(Premier)`,
        },
        {
            content: "Never visited: the other tab",
            trigger: ".o_field_home [data-table=never]",
            run: "click",
        },
        {
            content: "Both are there, without days",
            trigger: `${TABLE}:not(:has(.o_field_home_date)):contains(Second)`,
        },
        {
            content: "Nobody was visited yet",
            trigger: ".o_field_home [data-table=last_visit]",
            run: "click",
        },
        {
            content: "The empty table says so",
            trigger: `${TABLE}:contains(No visit yet)`,
        },
        {
            content: "Back to the first tab",
            trigger: ".o_field_home [data-table=revisit]",
            run: "click",
        },
        {
            content: "Search",
            trigger: ".o_field_home_search",
            run: "edit second",
        },
        {
            content: "One is found",
            trigger: `${TABLE} tr:contains(Second)`,
        },
        {
            content: "Enter goes to the table…",
            trigger: `.o_field_home:not(:has(tr:contains(Premier))) .o_field_home_search`,
            run: "press Enter",
        },
        {
            content: "… and opens the sheet there",
            trigger: `${TABLE}:focus`,
            run: "press Enter",
        },
        {
            content: "The sheet of the client",
            trigger: ".o_form_view [name=field_status]",
        },
    ],
});

import {registry} from "@web/core/registry";

const MAP = ".o_field_crm_client_map";

/** Draw or drag from one place of the page to others, as a pointer does. */
function drag(kind, element, places) {
    const [[x, y], ...others] = places;
    const Event = kind === "pointer" ? PointerEvent : MouseEvent;
    const send = (target, name, [clientX, clientY]) =>
        target.dispatchEvent(
            new Event(`${kind}${name}`, {
                bubbles: true,
                cancelable: true,
                button: 0,
                clientX,
                clientY,
            }),
        );
    send(element, "down", [x, y]);
    for (const place of others) {
        send(document.body, "move", place);
    }
    send(document.body, "up", others.at(-1));
}

function centreOf(element) {
    const {left, top, width, height} = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
}

/** Corners of a lasso around an element. */
function around(element, reach) {
    const [x, y] = centreOf(element);
    return [0, 1, 2, 3, 4, 5, 6, 7, 8].map((step) => [
        x + reach * Math.cos((step * Math.PI) / 4),
        y + reach * Math.sin((step * Math.PI) / 4),
    ]);
}

function facet(text) {
    return `.o_searchview_facet:contains(${text})`;
}

/** The list has as many rows as the map has points. */
function sameAs(count) {
    return [
        {
            content: `The map shows ${count}…`,
            trigger: `${MAP}[data-shown="${count}"]`,
        },
        {
            content: "… and the list as many",
            trigger: `.o_data_row:count(${count})`,
            run() {
                const rows = document.querySelectorAll(".o_data_row").length;
                if (rows !== count) {
                    throw new Error(`${rows} rows, ${count} points`);
                }
            },
        },
    ];
}

// S0-10, S0-11, S0-38, S0-39: the map and the list are of the same clients.
registry.category("web_tour.tours").add("field_crm_map_tour", {
    steps: () => [
        {
            content: "The three of Rennes are a cluster",
            trigger: ".o_field_crm_map_cluster:contains(3)",
        },
        ...sameAs(5),
        {
            content: "Take the lasso",
            trigger: ".o_field_crm_map_tools .o_lasso",
            run: "click",
        },
        {
            content: "Draw around the cluster",
            trigger: `${MAP}.o_drawing`,
            run() {
                const cluster = document.querySelector(".o_field_crm_map_cluster");
                drag("pointer", document.querySelector(MAP), around(cluster, 40));
            },
        },
        {
            content: "It is a filter",
            trigger: facet("Zone on the map"),
        },
        ...sameAs(3),
        {
            content: "Colour by sector",
            trigger: "#field_crm_map_colouring",
            run: "select sector_id",
        },
        {
            content: "Hide those of the north",
            trigger: ".o_field_crm_map_entry:contains(Nord)",
            run: "click",
        },
        {
            content: "It is a filter, too",
            trigger: facet("Sector: without Nord"),
        },
        ...sameAs(1),
        {
            content: "Show them again",
            trigger: ".o_field_crm_map_entry.o_hidden_entry:contains(Nord)",
            run: "click",
        },
        ...sameAs(3),
        {
            content: "A click on the cluster goes nearer",
            trigger: ".o_field_crm_map_cluster",
            run: "click",
        },
        {
            content: "Remove the zone",
            trigger: ".o_field_crm_map_tools .o_clear",
            run: "click",
        },
        {
            content: "The list is whole again",
            trigger: ".o_data_row:contains(Brest)",
        },
        {
            content: "Seek one of the list on the map",
            trigger: ".o_data_row:contains(Brest) .o_field_crm_map_pin",
            run: "click",
        },
        {
            content: "Its card is there, its row stands out",
            trigger: ".o_field_crm_map_active:contains(Brest)",
        },
        {
            content: "Move it",
            trigger: ".o_field_crm_map_card:contains(Garage de Brest) .o_move",
            run: "click",
        },
        {
            content: "Drag the marker",
            trigger: ".o_field_crm_map_place",
            run() {
                const marker = document.querySelector(".o_field_crm_map_place");
                const [x, y] = centreOf(marker);
                drag("mouse", marker, [
                    [x, y],
                    [x + 10, y + 10],
                    [x + 60, y + 30],
                ]);
            },
        },
        {
            content: "That may be undone",
            trigger: ".o_field_crm_map_tools .o_undo",
        },
        {
            content: "Only what the map shows",
            trigger: ".o_field_crm_map_tools .o_view",
            run: "click",
        },
        ...sameAs(1),
        {
            content: "Open the sheet from the card",
            trigger: ".o_field_crm_map_card .o_open",
            run: "click",
        },
        {
            content: "It is that of the point",
            trigger: ".o_breadcrumb:contains(Garage de Brest)",
        },
    ],
});

// S0-38: a move that was wrong is undone.
registry.category("web_tour.tours").add("field_crm_map_undo_tour", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Brest) .o_field_crm_map_pin",
            run: "click",
        },
        {
            trigger: ".o_field_crm_map_card:contains(Garage de Brest) .o_move",
            run: "click",
        },
        {
            trigger: ".o_field_crm_map_place",
            run() {
                const marker = document.querySelector(".o_field_crm_map_place");
                const [x, y] = centreOf(marker);
                drag("mouse", marker, [
                    [x, y],
                    [x - 10, y - 10],
                    [x - 80, y - 50],
                ]);
            },
        },
        {
            trigger: ".o_field_crm_map_tools .o_undo",
            run: "click",
        },
        {
            content: "Nothing is left to undo",
            trigger: ".o_field_crm_map_tools:not(:has(.o_undo))",
        },
    ],
});

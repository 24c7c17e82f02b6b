import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {WebClient} from "@web/webclient/webclient";

const MONTHS = [...Array(12).keys()].map((index) => `m${index + 1}`);
const ZEROS = MONTHS.map(() => 0);

function monthly(name, hasChart) {
    return {
        title: name,
        empty: `No ${name}`,
        rows: [
            ["", ...MONTHS, "Total"],
            ["<b>Grid</b>", "7", ...MONTHS.slice(1).map(() => "–"), "7"],
            ["Total", "7", ...MONTHS.slice(1).map(() => "–"), "7"],
            ["2025", ...MONTHS.map(() => "–"), "0"],
        ],
        series: hasChart ? [{name: "Grid", months: ZEROS, is_prospect: false}] : [],
        before: hasChart ? ZEROS : [],
    };
}

function page({year, user_id: userId}, canChoose) {
    return {
        year: year || 2026,
        years: [2026, 2025],
        user_id: userId,
        can_choose: canChoose,
        reps: canChoose ? [{id: 5, name: "Camille"}] : [],
        title: `Statistics ${year || 2026}`,
        subject: userId ? "Camille" : "All reps",
        months: MONTHS,
        previous_year: "2025",
        figures: [{label: "Visits", value: "7", detail: "+5%"}],
        visits: monthly("visits", true),
        quotes: monthly("quotes", false),
        portfolio: {
            title: "Portfolio",
            rows: [
                ["Grid", "Revenue"],
                ["Standard", "10"],
                ["Total", "10"],
                ["Prospects", ""],
            ],
        },
        visits_share: "all to clients",
        note: "",
    };
}

async function open(canChoose) {
    onRpc("field.statistics", "get_page", ({kwargs}) => {
        expect.step(`${kwargs.year} ${kwargs.user_id}`);
        return page(kwargs, canChoose);
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "field_crm.statistics",
    });
}

defineMailModels();

test("a manager picks a rep and a year, and prints what is shown", async () => {
    await open(true);
    expect.verifySteps(["false false"]);
    expect("h1").toHaveText(/Statistics 2026\s*All reps/);
    await contains(".o_field_statistics_rep").select("5");
    await animationFrame();
    await contains(".o_field_statistics_year").select("2025");
    await animationFrame();
    expect.verifySteps(["2026 5", "2025 5"]);
    expect("h1").toHaveText(/Statistics 2025\s*Camille/);
    expect(".o_field_statistics_print").toHaveAttribute(
        "href",
        /\/field_crm\/statistics\/2025\?user_id=5$/,
    );
    await contains(".o_field_statistics_rep").select("");
    await animationFrame();
    expect.verifySteps(["2025 false"]);
});

test("a rep has no choice of reps", async () => {
    await open(false);
    expect(".o_field_statistics_rep").toHaveCount(0);
    expect(".o_field_statistics_year").toHaveCount(1);
    expect.verifySteps(["false false"]);
});

test("tables say what charts show; names are text, an empty part says so", async () => {
    await open(false);
    expect.verifySteps(["false false"]);
    expect("canvas").toHaveCount(1);
    expect("section:contains(No quotes)").toHaveCount(1);
    expect(queryAllTexts("section:first tbody th")).toEqual([
        "<b>Grid</b>",
        "Total",
        "2025",
    ]);
    expect("section:first tr.o_field_statistics_total th").toHaveText("Total");
    expect("section:last tr.o_field_statistics_total th").toHaveText("Total");
});

import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {press, queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class FieldVisit extends models.Model {
    _name = "field.visit";

    answer_ids = fields.Many2many({relation: "field.visit.question"});

    _records = [{id: 1, answer_ids: [2, 6, 7]}];
}

class FieldVisitQuestion extends models.Model {
    _name = "field.visit.question";

    name = fields.Char();
    parent_id = fields.Many2one({relation: "field.visit.question"});
    child_ids = fields.One2many({
        relation: "field.visit.question",
        relation_field: "parent_id",
    });
    kind = fields.Selection({
        selection: [
            ["title", "Title"],
            ["radio", "Radio"],
            ["checkbox", "Check-box"],
        ],
    });
    active = fields.Boolean({default: true});

    _records = [
        {id: 1, name: "Contact", kind: "title"},
        {id: 2, name: "Visit", kind: "radio", parent_id: 1},
        {id: 3, name: "Phone", kind: "radio", parent_id: 1},
        {id: 4, name: "Purpose", kind: "title"},
        {id: 5, name: "Order", kind: "checkbox", parent_id: 4},
        {id: 6, name: "Proposal", kind: "checkbox", parent_id: 4, child_ids: [7]},
        {id: 7, name: "Lubricant", kind: "checkbox", parent_id: 6},
        {id: 8, name: "Telex", kind: "radio", parent_id: 1, active: false},
    ];
}

defineMailModels();
defineModels([FieldVisit, FieldVisitQuestion]);

const ARCH = `<form><field name="answer_ids" widget="question_tree"/></form>`;
const READONLY_ARCH = `<form edit="0"><field name="answer_ids" widget="question_tree"/></form>`;
const PREVIEW_ARCH = `
    <form>
        <field name="name"/>
        <field name="kind"/>
        <field name="parent_id"/>
        <field name="active"/>
        <field name="child_ids">
            <list editable="bottom">
                <field name="name"/>
                <field name="kind"/>
                <field name="active"/>
            </list>
        </field>
        <widget name="question_tree_preview"/>
    </form>`;

const mountVisit = (params) =>
    mountView({type: "form", resModel: "field.visit", arch: ARCH, ...params});
const option = (id) => `input[data-question="${id}"]`;

let saved = [];
beforeEach(() => {
    saved = [];
    onRpc("web_save", ({args}) => {
        saved.push(args[1].answer_ids);
    });
});

test("S3-20: an empty report can be saved", async () => {
    await mountVisit();
    expect(".o_question_tree input:checked").toHaveCount(0);
    await clickSave();
    expect(saved).toEqual([[]]);
});

test("S3-22: answers are toggled, radios exclude each other", async () => {
    await mountVisit();
    expect(queryAllTexts(".o_question_tree legend")).toEqual(["Contact", "Purpose"]);
    expect(`${option(2)}[type=radio]`).toHaveCount(1);
    expect(`${option(5)}[type=checkbox]`).toHaveCount(1);
    expect(option(8)).toHaveCount(0);
    await contains(option(2)).click();
    await contains(option(5)).click();
    expect(option(2)).toBeChecked();
    await contains(option(3)).click();
    expect(option(3)).toBeChecked();
    expect(option(2)).not.toBeChecked();
    expect(option(5)).toBeChecked();
    await clickSave();
    expect(saved).toEqual([
        [
            [4, 5],
            [4, 3],
        ],
    ]);
});

test("S3-22: a sub-level unfolds under its parent and goes with it", async () => {
    await mountVisit();
    expect(option(7)).toHaveCount(0);
    await contains(option(6)).click();
    expect(`.o_question_sublevel[aria-label="Proposal"] ${option(7)}`).toHaveCount(1);
    await contains(option(7)).click();
    expect(option(7)).toBeChecked();
    await contains(option(6)).click();
    expect(option(7)).toHaveCount(0);
    await contains(option(6)).click();
    expect(option(7)).not.toBeChecked();
});

test("S3-22: a chosen radio is cleared by a second click or by the keyboard", async () => {
    await mountVisit();
    await contains(option(2)).click();
    expect(option(2)).toBeChecked();
    await contains(option(2)).click();
    expect(option(2)).not.toBeChecked();
    await contains(option(2)).click();
    expect(option(2)).toBeFocused();
    await press("Delete");
    await animationFrame();
    expect(option(2)).not.toBeChecked();
});

test("S3-22: labels name the options", async () => {
    await mountVisit();
    await contains(".o_question_tree label:contains(Phone)").click();
    expect(option(3)).toBeChecked();
});

test("S3-22: clicks that follow each other at once all count", async () => {
    await mountVisit();
    for (const id of [2, 3, 6]) {
        document.querySelector(option(id)).click();
    }
    await animationFrame();
    expect(option(2)).not.toBeChecked();
    expect(option(3)).toBeChecked();
    await clickSave();
    expect(saved[0].map(([, id]) => id).sort()).toEqual([3, 6]);
});

test("S3-28: what was answered is read as a tree", async () => {
    await mountVisit({resId: 1, arch: READONLY_ARCH});
    expect(".o_question_tree_readonly input").toHaveCount(0);
    expect(queryAllTexts(".o_question_tree_readonly span")).toEqual([
        "Contact",
        "Visit",
        "Purpose",
        "Proposal",
        "Lubricant",
    ]);
});

test("S3-20: an empty report reads as such", async () => {
    await mountVisit({arch: READONLY_ARCH});
    expect(".o_question_tree_empty").toHaveText("No answer");
});

test("S3-22: an archived answer stays readable and can be given up", async () => {
    FieldVisit._records = [{id: 1, answer_ids: [8]}];
    await mountVisit({resId: 1});
    expect(option(8)).toBeChecked();
    await contains(option(2)).click();
    expect(option(8)).not.toBeChecked();
    await clickSave();
    expect(saved).toEqual([
        [
            [4, 2],
            [3, 8],
        ],
    ]);
});

test("S3-22: the preview shows what is being typed, unfolded to the question", async () => {
    await mountView({
        type: "form",
        resModel: "field.visit.question",
        resId: 6,
        arch: PREVIEW_ARCH,
    });
    expect(option(6)).toBeChecked();
    expect(".o_question_highlighted > div > label").toHaveText("Proposal");
    expect(".o_question_sublevel label").toHaveText("Lubricant");
    await contains(".o_field_widget[name=name] input").edit("Offer");
    expect(".o_question_highlighted > div > label").toHaveText("Offer");
    await contains(".o_field_x2many_list_row_add a").click();
    await contains(".o_selected_row [name=name] input").edit("Fleet");
    expect(queryAllTexts(".o_question_sublevel label")).toEqual(["Lubricant", "Fleet"]);
    await contains(option(5)).click();
    expect(option(5)).toBeChecked();
});

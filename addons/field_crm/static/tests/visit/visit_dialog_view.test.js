import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {unload} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class FieldVisit extends models.Model {
    _name = "field.visit";

    comment = fields.Char();
}

defineMailModels();
defineModels([FieldVisit]);

test("S3-20: closing the tab does not record a visit that was not validated", async () => {
    onRpc("web_save", () => expect.step("web_save"));
    await mountView({
        type: "form",
        resModel: "field.visit",
        arch: `<form js_class="field_visit_dialog"><field name="comment"/></form>`,
    });
    const [untouched] = await unload();
    expect(untouched.defaultPrevented).toBe(false);
    await contains(".o_field_widget[name=comment] input").edit("half a report");
    const [typed] = await unload();
    expect(typed.defaultPrevented).toBe(true);
    expect.verifySteps([]);
});

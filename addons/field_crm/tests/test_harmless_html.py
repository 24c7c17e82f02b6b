import json

from lxml import html

from odoo.tests import HttpCase, tagged

from .common import FieldCrmCase
from .our_models import PREFIX, Maker, our_fields, our_models, what_addons_know

# What runs when it is put into a page as it is.
PAYLOAD = '"><img src=x onerror=window.__xss=1><script>window.__xss=1</script>'
# As short: several columns of the ERP hold 35 characters.
SHORT = "<img src=x onerror=window.__xss=1>"
FREE = ("char", "text", "html")
# Names of fields, which nobody types.
KEYS = {
    ("field.sheet.field", "name"),
    ("field.modification.request.line", "field_name"),
}

# Opens each screen in turn, as a menu does, and looks whether anything ran.
WALK = """
const screens = %s;
const services = odoo.__WOWL_DEBUG__.root.env.services;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function settle() {
    await pause(400);
    while (document.querySelector(".o_loading_indicator")) {
        await pause(50);
    }
}
async function walk() {
    for (const screen of screens) {
        await services.action.doAction(screen.action, {clearBreadcrumbs: true});
        await settle();
        if (window.__xss) {
            throw new Error("something ran on " + screen.name);
        }
    }
}
walk().then(
    () => console.log("test successful"),
    (error) => console.error("walk failed: " + (error.message || error))
);
"""


class HarmlessCase(FieldCrmCase):
    """A record of each model, with the payload in every free text that takes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = Maker(cls)
        cls.keys = KEYS.union(*(one.KEYS for one in what_addons_know(cls.env)))
        cls.records = {}
        for model in our_models(cls.env):
            if cls.env[model]._auto and not cls.env[model]._transient:
                cls.records[model] = cls.maker.make(model)
        cls.records["res.partner"] = cls.client
        for model in ("crm.lead", "sale.order"):
            cls.records[model] = cls.maker._related(model)
        cls.poisoned = {
            model: cls._poison(record) for model, record in cls.records.items()
        }

    @classmethod
    def _poison(cls, record):
        """Put the payload into each field; returns the names that took it."""
        names = []
        for field in record._fields.values():
            ours = record._name.startswith("field.") or field in our_fields(
                cls.env, record._name
            )
            is_free = field.type in FREE and field.store and not field.related
            named = field.name in ("name", "comment", "city", "street", "function")
            is_key = (record._name, field.name) in cls.keys
            if not is_free or is_key or (field.compute and field.readonly):
                continue
            if (ours or named) and cls._write(record, field.name):
                names.append(field.name)
        return names

    @classmethod
    def _write(cls, record, name):
        """Whether a field takes the payload: lengths and formats refuse it at times."""
        for text in (PAYLOAD, SHORT):
            try:
                with cls.env.cr.savepoint():
                    record[name] = text
                    record.flush_recordset()
                return True
            except Exception:  # any refusal: the text is not there, which is harmless
                cls.env.invalidate_all()
        return False


@tagged("post_install", "-at_install")
class TestHarmlessMails(HarmlessCase):
    """Free text stays text in every mail and document that we draw."""

    def _assert_harmless(self, markup, where):
        """What a mail program would run is not in the markup."""
        self.assertTrue(markup, where)
        tree = html.fromstring(f"<div>{markup}</div>")
        self.assertFalse(tree.xpath("//script"), where)
        handlers = tree.xpath("//@*[starts-with(name(), 'on')]")
        self.assertFalse(handlers, where)

    def test_the_payload_got_in(self):
        """Else the other tests would prove nothing."""
        self.assertIn("name", self.poisoned["res.partner"])
        self.assertIn("comment", self.poisoned["field.visit"])
        self.assertGreater(sum(map(len, self.poisoned.values())), 30)

    def test_mails(self):
        """S3-77…S3-79: each of our templates, on a record full of the payload."""
        data = self.env["ir.model.data"].search(
            [("module", "=like", f"{PREFIX}%"), ("model", "=", "mail.template")]
        )
        templates = self.env["mail.template"].browse(data.mapped("res_id"))
        self.assertTrue(templates)
        for template in templates:
            record = self.records[template.model]
            with self.subTest(template.name):
                body = template._render_field("body_html", record.ids)[record.id]
                self._assert_harmless(body, template.name)

    def test_stored_html(self):
        """What is kept as HTML has lost all that runs."""
        for model, record in self.records.items():
            for field in our_fields(self.env, model):
                if field.type == "html" and record[field.name]:
                    with self.subTest(f"{model}.{field.name}"):
                        self._assert_harmless(record[field.name], field.name)

    def test_messages(self):
        """What is written into a record's history by our code."""
        for model, record in self.records.items():
            if "message_ids" in record._fields:
                for message in record.message_ids.filtered("body"):
                    with self.subTest(model):
                        self._assert_harmless(message.body, model)


@tagged("post_install", "-at_install")
class TestHarmlessScreens(HarmlessCase, HttpCase):
    """Free text stays text on every screen of ours, in a real browser."""

    def test_screens(self):
        """S3-14: each list, each form: nothing runs."""
        self.authenticate("admin", "admin")
        self.browser_js(
            "/odoo",
            WALK % json.dumps(self._screens()),
            ready="!!(odoo.__WOWL_DEBUG__ && document.querySelector('.o_main_navbar'))",
            login="admin",
            timeout=300,
        )

    def _screens(self):
        """Every model's form and every window action of ours, as doAction takes it."""
        screens = []
        admin = self.env.ref("base.user_admin")
        for model, record in self.records.items():
            if not self.env["ir.ui.view"].search_count(
                [("model", "=", model), ("type", "=", "form")]
            ):
                continue
            if not record.with_user(admin).has_access("read"):
                # One's own alone, as the file of an export.
                continue
            screens.append(
                {
                    "name": f"form of {model}",
                    "action": {
                        "type": "ir.actions.act_window",
                        "res_model": model,
                        "res_id": record.id,
                        "views": [[False, "form"]],
                    },
                }
            )
        data = self.env["ir.model.data"].search(
            [
                ("module", "=like", f"{PREFIX}%"),
                ("model", "=", "ir.actions.act_window"),
            ]
        )
        for action in self.env["ir.actions.act_window"].browse(data.mapped("res_id")):
            # What is opened from a record is not on a menu.
            needs_record = "active_id" in f"{action.domain}{action.context}"
            is_page = action.target == "current" and not needs_record
            if is_page and action.res_model in self.records:
                screens.append({"name": action.xml_id, "action": action.id})
        return screens

import {App, whenReady} from "@odoo/owl";
import {Field} from "./field";
import {Root} from "./root";
import {Router} from "./router";
import {Session} from "./session";
import {Theme} from "./theme";
import {Ui} from "./ui";
import {Update} from "./update";
import {appTranslateFn} from "@web/core/l10n/translation";
import {getTemplate} from "@web/core/templates";
import {loadTerms} from "./terms";

async function start() {
    const {terms, journal} = document.body.dataset;
    const field = new Field();
    const session = new Session(field, journal);
    const theme = new Theme();
    const update = new Update();
    const seated = await session.open();
    theme.choose(seated?.theme);
    const wanted = [seated?.lang, ...navigator.languages].filter(Boolean);
    await loadTerms(JSON.parse(terms), wanted);
    const env = {
        field,
        router: new Router(window),
        session,
        theme,
        ui: new Ui(),
        update,
    };
    const app = new App(Root, {
        env,
        getTemplate,
        name: "Field CRM",
        translatableAttributes: ["aria-label"],
        translateFn: appTranslateFn,
    });
    await app.mount(document.body);
    await Promise.all([session.begin(), update.watch()]);
}

whenReady(start);

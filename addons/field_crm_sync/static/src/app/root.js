import {Component, useState} from "@odoo/owl";
import {Button, Icon} from "./components/index";
import {_t} from "@web/core/l10n/translation";
import {ScreenFrame} from "./screen_frame";
import {UiLayer} from "./ui_layer";
import {WrongPin} from "../store/vault";
import {match, useRouter} from "./router";
import {registry} from "@web/core/registry";

/** Screens: each in a file of its own under screens/, which adds itself here.
 *
 * Value: `{component, path?, label?, icon?, isTab?}`; `path` is `/<name>` unless said,
 * with `:name` for what is `params.name`. The component gets `params` and `query`.
 */
const screens = registry.category("field_screens");

/** The page: who may come in, tabs, and the screen that the address means. */
export class Root extends Component {
    static template = "field_crm_sync.Root";
    static components = {Button, Icon, ScreenFrame, UiLayer};
    static props = {};

    setup() {
        this.router = useRouter();
        this.session = this.env.session;
        this.place = useState(this.router.place);
        this.state = useState(this.session.state);
        this.status = useState(this.env.field.status);
        this.update = useState(this.env.update.state);
        this.pin = useState({value: "", error: "", isBusy: false});
    }

    get screens() {
        return screens
            .getEntries()
            .map(([name, screen]) => [name, {path: `/${name}`, ...screen}]);
    }

    get tabs() {
        return this.screens.filter(([_name, {isTab}]) => isTab);
    }

    get current() {
        const found = match(this.screens, this.place.address);
        if (found) {
            return found;
        }
        const first = this.tabs[0] || this.screens[0];
        return first && {name: first[0], params: {}, query: {}};
    }

    get screen() {
        return this.current && screens.get(this.current.name).component;
    }

    /** Another record of the same screen is another screen. */
    get screenKey() {
        return this.current.name + JSON.stringify(this.current.params);
    }

    get currentTab() {
        const {name} = this.current;
        if (this.tabs.some(([tab]) => tab === name)) {
            this.lastTab = name;
        }
        return this.lastTab;
    }

    open(path) {
        this.router.go(path, {replace: this.place.address === path});
    }

    get asksForPin() {
        const {pin_required: isRequired} = this.env.field.lists?.parameters || {};
        return isRequired && !this.session.hasPin && this.current?.name !== "settings";
    }

    get loadedLine() {
        return this.status.loaded
            ? _t("%s rows so far", this.status.loaded.toLocaleString())
            : _t("Your clients are coming onto the phone.");
    }

    async unlock() {
        // The button is not disabled for this: "Enter" is lost on a form whose button
        // has not been drawn anew yet.
        if (!this.pin.value) {
            return;
        }
        this.pin.isBusy = true;
        this.pin.error = "";
        try {
            await this.session.unlock(this.pin.value);
        } catch (error) {
            if (!(error instanceof WrongPin)) {
                throw error;
            }
            this.pin.error = _t("This is not the PIN.");
        }
        this.pin.value = "";
        this.pin.isBusy = false;
    }

    async recover() {
        const isSure = await this.env.ui.confirm({
            title: _t("Forgotten PIN"),
            text: _t(
                "You sign in again. What you recorded is sent to the office, sealed; then this phone begins anew, without a PIN.",
            ),
            yes: _t("Go on"),
        });
        if (!isSure) {
            return;
        }
        this.state.isReachable = true;
        await this.session.recover();
        const {lost, refused} = this.state.recovered || {};
        if (lost || refused) {
            this.env.ui.toast(
                _t("%(lost)s actions could not be read, %(refused)s were refused.", {
                    lost,
                    refused,
                }),
                "bad",
            );
        }
    }

    reload() {
        window.location.reload();
    }

    async retry() {
        if (!(await this.session.signIn())) {
            this.session.leaveToSignIn();
        }
    }
}

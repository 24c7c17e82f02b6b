import {
    Component,
    onWillDestroy,
    onWillStart,
    onWillUpdateProps,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {timeLeft} from "./time_left";
import {useService} from "@web/core/utils/hooks";

const OPEN = ["waiting", "running"];
const POLL_MS = 1000;
const SLOW_POLL_MS = 4000;
const PATIENCE_S = 20;

/** The progress of the work of a record (`work_id`), or of a work itself: a bar, what is
 * being done, the time left and a button to stop. When the work ends, the form is read
 * anew. Leaving the page stops nothing. */
export class WorkProgress extends Component {
    static template = "field_crm.WorkProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({work: null, isStopping: false, polls: 0});
        this.workId = this.getWorkId(this.props);
        onWillStart(() => this.poll());
        onWillUpdateProps(async (nextProps) => {
            const workId = this.getWorkId(nextProps);
            if (workId !== this.workId) {
                this.workId = workId;
                Object.assign(this.state, {work: null, isStopping: false, polls: 0});
                await this.poll();
            }
        });
        onWillDestroy(() => browser.clearTimeout(this.timer));
    }

    getWorkId({record}) {
        if (record.resModel === "field.work") {
            return record.resId;
        }
        return record.data.work_id?.id;
    }

    async poll() {
        browser.clearTimeout(this.timer);
        const workId = this.workId;
        if (!workId) {
            return;
        }
        const wasOpen = this.state.work ? this.isOpen : this.isShownOpen;
        let work = null;
        try {
            work = await this.orm.silent.call("field.work", "read_progress", [
                [workId],
            ]);
        } catch (error) {
            // A server that is being started again answers later.
            if (!wasOpen) {
                throw error;
            }
        }
        if (workId !== this.workId) {
            return;
        }
        this.state.work = work || this.state.work;
        this.state.polls++;
        if (this.isOpen) {
            const isSlow = this.state.polls > 60 || document.hidden;
            const delay = isSlow ? SLOW_POLL_MS : POLL_MS;
            this.timer = browser.setTimeout(() => this.poll(), delay);
        } else if (wasOpen) {
            await this.props.record.load();
        }
    }

    async stop() {
        this.state.isStopping = true;
        await this.orm.call("field.work", "action_cancel", [[this.workId]]);
        await this.poll();
    }

    get isOpen() {
        return Boolean(this.state.work && OPEN.includes(this.state.work.state));
    }

    /** Whether the form still shows a work that may have ended since it was read. */
    get isShownOpen() {
        return OPEN.includes(this.props.record.data.work_state);
    }

    get percentage() {
        const {done, total} = this.state.work;
        return total ? Math.min(100, Math.floor((100 * done) / total)) : 0;
    }

    get sentence() {
        const {state, note, is_cancelled} = this.state.work;
        if (is_cancelled || this.state.isStopping) {
            return _t("Stopping…");
        }
        if (state === "waiting") {
            return this.state.polls > PATIENCE_S
                ? _t("Waiting for its turn: other works are before it.")
                : _t("About to begin…");
        }
        return note || _t("Under way…");
    }

    get counts() {
        const {done, total} = this.state.work;
        const format = new Intl.NumberFormat(
            document.documentElement.lang || undefined,
        );
        return total
            ? _t("%(done)s of %(total)s", {
                  done: format.format(done),
                  total: format.format(total),
              })
            : "";
    }

    get left() {
        const {done, total, seconds} = this.state.work;
        return timeLeft(done, total, seconds);
    }
}

registry.category("view_widgets").add("field_work", {
    component: WorkProgress,
    fieldDependencies: [],
});

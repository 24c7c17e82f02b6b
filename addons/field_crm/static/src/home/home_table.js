import {Component, useEffect, useRef} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {deserializeDate, deserializeDateTime, formatDate} from "@web/core/l10n/dates";

const PAGE_STEP = 10;

/** Rows of clients of which one is chosen, with the mouse or with the arrow keys. */
export class HomeTable extends Component {
    static template = "field_crm.HomeTable";
    static props = {
        table: String,
        rows: Array,
        chosenId: {type: [Number, Boolean]},
        hasMore: Boolean,
        onChoose: Function,
        onTouch: Function,
        onOpen: Function,
        onMore: Function,
    };

    setup() {
        this.root = useRef("root");
        useEffect(
            () => {
                const row = this.root.el.querySelector("[aria-selected=true]");
                row?.scrollIntoView({block: "nearest"});
            },
            () => [this.props.chosenId],
        );
    }

    get chosenIndex() {
        return this.props.rows.findIndex((row) => row.id === this.props.chosenId);
    }

    code(row) {
        return row.client_code || row.ref || "";
    }

    /** The days of the row in words: to go, overdue, or since the last visit. */
    days(row) {
        if (this.props.table === "last_visit") {
            return row.last_visit_days
                ? _t("%s days ago", row.last_visit_days)
                : _t("today");
        }
        const days = row.revisit_days;
        if (!days) {
            return _t("today");
        }
        return days < 0 ? _t("%s days late", -days) : _t("in %s days", days);
    }

    date(row) {
        if (this.props.table === "revisit") {
            return formatDate(deserializeDate(row.revisit_date));
        }
        return row.last_visit_date
            ? formatDate(deserializeDateTime(row.last_visit_date))
            : "";
    }

    /** Colour of the days: overdue, or soon due. */
    urgency(row) {
        if (this.props.table !== "revisit") {
            return "";
        }
        if (row.revisit_days < 0) {
            return "text-danger fw-bold";
        }
        return row.revisit_days < 7 ? "text-warning-emphasis fw-bold" : "";
    }

    async onKeydown(ev) {
        const last = this.props.rows.length - 1;
        const index = this.chosenIndex;
        const targets = {
            ArrowDown: index + 1,
            ArrowUp: index - 1,
            PageDown: index + PAGE_STEP,
            PageUp: index - PAGE_STEP,
            Home: 0,
            End: last,
        };
        if (ev.key === "Enter" && index >= 0) {
            ev.preventDefault();
            this.props.onOpen(this.props.chosenId);
        } else if (ev.key in targets && last >= 0) {
            ev.preventDefault();
            if (targets[ev.key] > last && this.props.hasMore) {
                await this.props.onMore();
            }
            const end = this.props.rows.length - 1;
            const target = Math.min(Math.max(targets[ev.key], 0), end);
            this.props.onChoose(this.props.rows[target].id);
        }
    }
}

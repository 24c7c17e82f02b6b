import {
    Component,
    onMounted,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {EmptyState} from "../../../app/components/empty_state";
import {Icon} from "../../../app/components/icon";
import {Screen} from "../../../app/components/screen";
import {SearchBox} from "../../../app/components/search_box";
import {useField} from "../../../app/use_field";
import {dayOf} from "../../../engine/calendar/day";
import {useNavigation} from "../../shared/navigation";
import {here, locate} from "../../shared/position";
import {useLive} from "../../shared/use_live";
import {number} from "../../shared/wording";
import {PartnerRow} from "../row/partner_row";
import {PartnerSheets} from "../sheets/partner_sheets";
import {PartnerTray} from "../tray/partner_tray";
import {FilterSheet} from "./filter_sheet";
import {spokenFilters, toQuestion} from "./filters";

const PAGE = 25;

/**
 * Clients or prospects: the nearest first where the phone knows where it is, else by name
 * (S2-25, S2-26); 25 at a time, searched and filtered among all (S2-27, S2-28, S3-13).
 */
export class PartnerList extends Component {
    static template = "field_crm_sync.PartnerList";
    static components = {
        EmptyState,
        FilterSheet,
        Icon,
        PartnerRow,
        PartnerSheets,
        PartnerTray,
        Screen,
        SearchBox,
    };
    static props = {
        kind: String,
        title: String,
        placeholder: String,
        within: {type: [Number, {value: null}], optional: true},
        emptyTitle: String,
        emptyText: String,
        slots: {type: Object, optional: true},
    };

    setup() {
        this.field = useField();
        this.navigation = useNavigation();
        this.today = dayOf(new Date());
        this.here = useState(here);
        this.end = useRef("end");
        this.state = useState({
            text: "",
            filters: {},
            limit: PAGE,
            chosen: [],
            sheet: "",
            showsFilters: false,
        });
        this.live = useLive((props = this.props) => this.load(props), {
            rows: [],
            total: 0,
        });
        useEffect(
            () => {
                this.live.reload();
            },
            () => [
                this.state.text,
                this.state.filters,
                this.state.limit,
                this.here.position,
            ],
        );
        onMounted(() => this.watchEnd());
        onMounted(() => this.here.state === "off" && locate());
        onWillUnmount(() => this.observer?.disconnect());
    }

    load({kind, within}) {
        const {text, filters, limit} = this.state;
        const {position} = this.here;
        return this.field.partners.find({
            text,
            kind,
            filters: toQuestion(filters, this.today),
            origin: position,
            // Nearby only: where nobody knows where "here" is, all are shown.
            ...(within && position ? {within} : {}),
            limit,
        });
    }

    /** Scrolling to the end brings the next ones. */
    watchEnd() {
        this.observer = new IntersectionObserver(([entry]) => {
            if (entry.isIntersecting && this.live.rows.length < this.live.total) {
                this.state.limit = this.live.rows.length + PAGE;
            }
        });
        this.observer.observe(this.end.el);
    }

    search(text) {
        this.state.text = text;
        this.state.limit = PAGE;
    }

    // ----------------------------------------------------------------- filters

    get filterLines() {
        return spokenFilters(this.state.filters, this.field.lists);
    }

    filter(filters) {
        this.state.filters = {...filters};
        this.state.limit = PAGE;
        this.state.showsFilters = false;
    }

    get count() {
        if (this.live.total === 1) {
            return this.props.kind === "client" ? _t("1 client") : _t("1 prospect");
        }
        return this.props.kind === "client"
            ? _t("%(count)s clients", {count: number(this.live.total)})
            : _t("%(count)s prospects", {count: number(this.live.total)});
    }

    get order() {
        return this.here.position ? _t("nearest first") : _t("in alphabetical order");
    }

    get isSearching() {
        return Boolean(this.state.text || this.filterLines.length);
    }

    // --------------------------------------------------------------- selection

    isChosen(partner) {
        return this.state.chosen.some((one) => one.key === partner.key);
    }

    /** The chosen ones as they are now, also those that a search no longer shows. */
    get chosen() {
        const rows = new Map(this.live.rows.map((row) => [row.key, row]));
        return this.state.chosen.map((one) => rows.get(one.key) || one);
    }

    choose(partner) {
        const isOnlyOne = this.state.chosen.length === 1 && this.isChosen(partner);
        this.state.chosen = isOnlyOne ? [] : [partner];
    }

    add(partner) {
        this.state.chosen = this.isChosen(partner)
            ? this.state.chosen.filter((one) => one.key !== partner.key)
            : [...this.state.chosen, partner];
    }

    open(partner) {
        this.navigation.openPartner(partner.key);
    }

    openSheet(name) {
        this.state.sheet = name;
    }
}

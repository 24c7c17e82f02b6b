import {Component, onMounted, useEffect, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {EmptyState} from "../../app/components/empty_state";
import {Icon} from "../../app/components/icon";
import {Screen} from "../../app/components/screen";
import {Segments} from "../../app/components/segments";
import {Tick} from "../../app/components/tick";
import {useField} from "../../app/use_field";
import {dayOf} from "../../engine/calendar/day";
import {VisitingBanner} from "../partner/check_in/visiting_banner";
import {routeTo} from "../partner/reach";
import {PartnerSheets} from "../partner/sheets/partner_sheets";
import {PartnerTray} from "../partner/tray/partner_tray";
import {useNavigation} from "../shared/navigation";
import {here, locate} from "../shared/position";
import {useLive} from "../shared/use_live";
import {
    spokenAgo,
    spokenDay,
    spokenDue,
    spokenNamedDay,
    spokenTime,
    toMoment,
} from "../shared/wording";
import {FreshnessBar} from "./freshness_bar";
import {readTable} from "./tables";

const PLANNED = ["planned", "in_progress", "paused"];

/** « Accueil »: today's round, whom to see again, whom nobody has seen for long. */
export class HomeScreen extends Component {
    static template = "field_crm_sync.HomeScreen";
    static components = {
        EmptyState,
        FreshnessBar,
        Icon,
        PartnerSheets,
        PartnerTray,
        Screen,
        Segments,
        Tick,
        VisitingBanner,
    };
    static props = {"*": true};

    setup() {
        this.field = useField();
        this.navigation = useNavigation();
        this.today = dayOf(new Date());
        this.state = useState({table: "revisit", chosen: null, sheet: ""});
        this.live = useLive(() => this.load(), {rows: [], total: 0, round: []});
        useEffect(
            () => {
                this.live.reload();
            },
            () => [this.state.table],
        );
        onMounted(() => here.state === "off" && locate());
    }

    async load() {
        const [table, planned] = await Promise.all([
            readTable(this.field, this.state.table, this.today),
            this.field.visits.planned(),
        ]);
        return {...table, round: await this.readRound(planned)};
    }

    /** Today's planned visits in their order, each with its client. */
    async readRound(planned) {
        const visits = planned
            .filter(
                (visit) =>
                    PLANNED.includes(visit.state) &&
                    visit.date &&
                    dayOf(toMoment(visit.date)) === this.today,
            )
            .sort((one, other) => (one.date < other.date ? -1 : 1));
        const partners = await Promise.all(
            visits.map((visit) => this.field.partners.get(visit.partner_id)),
        );
        return visits
            .map((visit, index) => ({visit, partner: partners[index]}))
            .filter(({partner}) => partner);
    }

    get title() {
        return spokenNamedDay(this.today);
    }

    get greeting() {
        return _t("Hello %(name)s", {name: this.field.lists.rep.name.split(" ")[0]});
    }

    get tables() {
        return [
            {value: "revisit", label: _t("To see again")},
            {value: "last_visit", label: _t("Last visit")},
        ];
    }

    /** Title of the last column. */
    get dateTitle() {
        return this.state.table === "revisit" ? _t("See again") : _t("Seen");
    }

    get emptyText() {
        return this.state.table === "revisit"
            ? _t("Choose a date when you record a visit: the client then stands here.")
            : _t("The visits that you record put your clients here.");
    }

    days(row) {
        return this.state.table === "revisit"
            ? spokenDue(row.day, this.today)
            : spokenAgo(row.day, this.today);
    }

    day(row) {
        return spokenDay(row.day);
    }

    isLate(row) {
        return this.state.table === "revisit" && row.days < 0;
    }

    agency(partner) {
        const agency = this.field.lists.agencies.find(
            (one) => one.id === partner.agency_id,
        );
        return agency?.code || agency?.name || "–";
    }

    time(visit) {
        return spokenTime(toMoment(visit.date));
    }

    route(partner) {
        return routeTo(partner);
    }

    isChosen(partner) {
        return this.state.chosen?.key === partner.key;
    }

    /** The chosen one as it is now, with what has been saved since. */
    get chosen() {
        const {chosen} = this.state;
        return (
            chosen &&
            (this.live.rows.find((row) => row.partner.key === chosen.key)?.partner ||
                chosen)
        );
    }

    choose(partner) {
        this.state.chosen = this.isChosen(partner) ? null : partner;
    }

    open(key, sheet) {
        this.navigation.openPartner(key, sheet);
    }

    openSheet(name) {
        this.state.sheet = name;
    }
}

registry.category("field_screens").add(
    "home",
    {
        component: HomeScreen,
        path: "/",
        label: _t("Home"),
        icon: "home",
        isTab: true,
    },
    {sequence: 10},
);

import {Component, onMounted, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../../app/components/button";
import {EmptyState} from "../../../app/components/empty_state";
import {Icon} from "../../../app/components/icon";
import {Screen} from "../../../app/components/screen";
import {Segments} from "../../../app/components/segments";
import {Tick} from "../../../app/components/tick";
import {useField} from "../../../app/use_field";
import {addMonths, dayOf} from "../../../engine/calendar/day";
import {share} from "../../../engine/statistics/report";
import {here, locate} from "../../shared/position";
import {useLive} from "../../shared/use_live";
import {
    number,
    spokenAgo,
    spokenChange,
    spokenCompactDay,
    spokenDay,
    spokenDistance,
    spokenDue,
    spokenMoney,
    spokenPhone,
} from "../../shared/wording";
import {visiting} from "../check_in/check_in";
import {distanceTo} from "../distance";
import {numbersOf, routeTo} from "../reach";
import {PartnerSheets} from "../sheets/partner_sheets";
import {informationOf, traceOf} from "./information";
import {pastOf} from "./past";

/** The card of a client or prospect with all that a rep can do there (S2-16 … S2-24,
 * S2-39): the bin of a prospect is at the top right, its details are changed below. */
export class PartnerCard extends Component {
    static template = "field_crm_sync.PartnerCard";
    static components = {
        Button,
        EmptyState,
        Icon,
        PartnerSheets,
        Screen,
        Segments,
        Tick,
    };
    static props = {
        partnerKey: [Number, String],
        sheet: {type: String, optional: true},
    };

    setup() {
        this.field = useField();
        this.lists = this.field.lists;
        this.today = dayOf(new Date());
        this.here = useState(here);
        this.visiting = useState(visiting);
        this.state = useState({
            tab: "info",
            sheet: this.props.sheet || "",
            showsHidden: false,
            showsNumbers: false,
        });
        this.live = useLive((props = this.props) => this.load(props.partnerKey), {
            partner: null,
            persons: [],
            past: [],
            requests: [],
            waiting: [],
        });
        onMounted(() => this.here.state === "off" && locate());
    }

    async load(key) {
        const {partners, persons, visits, history, requests} = this.field;
        const [partner, people, visited, remembered, asked] = await Promise.all([
            partners.get(key),
            persons.of(key),
            visits.of(key),
            history.of(key),
            requests.of(key),
        ]);
        return {
            partner,
            persons: people,
            past: pastOf(visited, remembered, this.lists),
            requests: asked,
        };
    }

    get partner() {
        return this.live.partner;
    }

    get isClient() {
        return this.partner.field_status === "client";
    }

    get tabs() {
        return [
            {value: "info", label: _t("Info")},
            {value: "past", label: _t("History")},
            {value: "figures", label: _t("KPIs")},
            {value: "notes", label: _t("Notes")},
        ];
    }

    // ------------------------------------------------------------------ header

    get line() {
        const {partner} = this;
        return [
            this.isClient ? _t("Client") : _t("Prospect"),
            partner.client_code || partner.ref,
            [partner.zip, partner.city].filter(Boolean).join(" "),
        ]
            .filter(Boolean)
            .join(" · ");
    }

    get route() {
        return routeTo(this.partner);
    }

    get numbers() {
        return numbersOf(this.partner, this.live.persons);
    }

    get distance() {
        const {position, state} = this.here;
        if (!position) {
            return state === "asking" ? "…" : _t("Distance");
        }
        const metres = distanceTo(this.partner, position, this.lists);
        return metres === null ? _t("Unknown") : spokenDistance(metres);
    }

    measure() {
        return locate({isFresh: true});
    }

    call() {
        if (this.numbers.length === 1) {
            window.location.href = this.numbers[0].href;
        } else {
            this.state.showsNumbers = !this.state.showsNumbers;
        }
    }

    get isVisiting() {
        return this.visiting.current?.partner === this.partner.key;
    }

    get visitLabel() {
        return this.isVisiting ? _t("Finish the visit") : _t("Visit today");
    }

    // ---------------------------------------------------------------- requests

    get pending() {
        return this.live.requests.filter((request) => request.state === "pending");
    }

    get isConverting() {
        return this.pending.some((request) => this.isConversion(request));
    }

    isConversion(request) {
        return request.model === "field.conversion.request";
    }

    requestLine(request) {
        const day = request.date ? spokenDay(request.date.slice(0, 10)) : "";
        return this.isConversion(request)
            ? _t("Conversion to client asked for on %(day)s: the accountant decides.", {
                  day,
              })
            : _t("Modification asked for on %(day)s: the accountant decides.", {day});
    }

    withdraw(request) {
        const {key, model, res_id: id} = request;
        return this.field.save("XR", {
            request: {model, key, ...(id ? {id} : {uuid: key})},
        });
    }

    // -------------------------------------------------------------------- tabs

    get information() {
        return informationOf(this.partner, this.lists);
    }

    get trace() {
        return traceOf(this.partner);
    }

    get past() {
        return this.live.past.filter((row) => this.state.showsHidden || !row.isHidden);
    }

    get hiddenCount() {
        return this.live.past.filter((row) => row.isHidden).length;
    }

    get notes() {
        return this.past.filter((row) => row.comment);
    }

    get figures() {
        const {partner} = this;
        const {currency} = this.lists.parameters;
        const yearAgo = addMonths(this.today, -12);
        const visits = this.live.past.filter(
            (row) => row.key.startsWith("visit_") && row.day >= yearAgo,
        );
        const {revenue_current: now, revenue_previous: before} = partner;
        const seen = this.live.past[0]?.day || partner.last_visit_date?.slice(0, 10);
        return [
            {
                label: _t("Revenue"),
                value: spokenMoney(now, currency),
                note: before ? spokenChange(share(now - before, before)) : "",
                isClient: true,
            },
            {
                label: _t("Revenue N-1"),
                value: spokenMoney(before, currency),
                isClient: true,
            },
            {label: _t("Visits in 12 months"), value: number(visits.length)},
            {
                label: _t("Last visit"),
                value: seen ? spokenAgo(seen, this.today) : _t("never"),
                note: seen ? spokenCompactDay(seen) : "",
            },
            {
                label: _t("See again"),
                value: partner.revisit_date
                    ? spokenDue(partner.revisit_date, this.today)
                    : "–",
                note: partner.revisit_date
                    ? spokenCompactDay(partner.revisit_date)
                    : "",
            },
            {label: _t("Last opinion"), value: partner.last_rating || "–"},
        ].filter((figure) => this.isClient || !figure.isClient);
    }

    get park() {
        return this.lists.park_types
            .filter((type) => this.partner.park?.[type.id])
            .map((type) => ({
                name: type.name,
                count: number(this.partner.park[type.id]),
            }));
    }

    day(day) {
        return spokenDay(day);
    }

    phone(value) {
        return spokenPhone(value);
    }

    open(sheet) {
        this.state.sheet = sheet;
    }
}

import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {EmptyState} from "../../app/components/empty_state";
import {Screen} from "../../app/components/screen";
import {Segments} from "../../app/components/segments";
import {Tick} from "../../app/components/tick";
import {useField} from "../../app/use_field";
import {addDays, addMonths, dayOf} from "../../engine/calendar/day";
import {monthWeeks, weekDays} from "../../engine/calendar/month";
import {dayOfVisit, isDone} from "../partner/card/past";
import {Input} from "../shared/input/input";
import {useNavigation} from "../shared/navigation";
import {useLive} from "../shared/use_live";
import {
    spokenAnswers,
    spokenDay,
    spokenMonth,
    spokenNamedDay,
    spokenShortDay,
    spokenWeekday,
} from "../shared/wording";

/** « Historique »: the calendar of the visits done, with their comments (S3-59, S3-60). */
export class HistoryScreen extends Component {
    static template = "field_crm_sync.HistoryScreen";
    static components = {Button, EmptyState, Input, Screen, Segments, Tick};
    static props = {"*": true};

    setup() {
        this.field = useField();
        this.navigation = useNavigation();
        this.lists = this.field.lists;
        this.today = dayOf(new Date());
        this.state = useState({
            view: "month",
            day: this.today,
            userId: this.lists.rep.id,
        });
        this.live = useLive(() => this.load(), {byDay: new Map()});
    }

    get views() {
        return [
            {value: "month", label: _t("Month")},
            {value: "week", label: _t("Week")},
        ];
    }

    get users() {
        return this.lists.rep.is_manager ? this.lists.users || [] : [];
    }

    get weeks() {
        return this.state.view === "month"
            ? monthWeeks(this.state.day)
            : [weekDays(this.state.day).map((day) => ({day, isInside: true}))];
    }

    async load() {
        const days = this.weeks.flat();
        const visits = await this.field.visits.between(days[0].day, days.at(-1).day);
        const done = visits.filter(
            (visit) => isDone(visit) && visit.user_id === this.state.userId,
        );
        const partners = await Promise.all(
            done.map((visit) => this.field.partners.get(visit.partner_id)),
        );
        const byDay = new Map();
        done.forEach((visit, index) => {
            const day = dayOfVisit(visit);
            byDay.set(day, [
                ...(byDay.get(day) || []),
                {
                    visit,
                    partner: partners[index],
                    answers: spokenAnswers(visit, this.lists.questions),
                },
            ]);
        });
        return {byDay};
    }

    get title() {
        if (this.state.view === "month") {
            return spokenMonth(this.state.day);
        }
        const days = weekDays(this.state.day);
        return _t("%(first)s to %(last)s", {
            first: spokenShortDay(days[0]),
            last: spokenShortDay(days[6]),
        });
    }

    get weekdays() {
        return weekDays(this.state.day).map(spokenWeekday);
    }

    visitsOf(day) {
        return this.live.byDay.get(day) || [];
    }

    get shown() {
        return this.visitsOf(this.state.day);
    }

    get dayTitle() {
        return spokenNamedDay(this.state.day);
    }

    label(day) {
        const count = this.visitsOf(day).length;
        if (count === 1) {
            return _t("%(day)s, 1 visit", {day: spokenDay(day)});
        }
        return count
            ? _t("%(day)s, %(count)s visits", {day: spokenDay(day), count})
            : spokenDay(day);
    }

    number(day) {
        return Number(day.slice(8));
    }

    async show(change) {
        Object.assign(this.state, change);
        await this.live.reload();
    }

    move(direction) {
        const {day, view} = this.state;
        return this.show({
            day:
                view === "month"
                    ? addMonths(day, direction)
                    : addDays(day, 7 * direction),
        });
    }

    open(partner) {
        this.navigation.openPartner(partner.key);
    }
}

registry.category("field_screens").add(
    "history",
    {
        component: HistoryScreen,
        path: "/history",
        label: _t("History"),
        icon: "history",
        isTab: true,
    },
    {sequence: 50},
);

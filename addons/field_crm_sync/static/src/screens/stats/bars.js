import {Component} from "@odoo/owl";

import {number, spokenMonthShort} from "../shared/wording";

const WIDTH = 360;
const HEIGHT = 170;
const LEFT = 26;
const BOTTOM = 22;
const TOP = 8;
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000];
const LINES = 4;
const THICK = 0.62;

/** A histogram of twelve months whose series stand on each other; drawn, no library. */
export class Bars extends Component {
    static template = "field_crm_sync.Bars";
    static props = {title: String, monthly: Object, series: Array};

    get box() {
        return `0 0 ${WIDTH} ${HEIGHT}`;
    }

    get step() {
        const most = Math.max(...this.props.monthly.months, 1);
        return STEPS.find((step) => step * LINES >= most) || Math.ceil(most / LINES);
    }

    get lines() {
        const most = Math.max(...this.props.monthly.months, 1);
        const count = Math.ceil(most / this.step);
        return Array.from({length: count + 1}, (_, index) => ({
            y: this.y(index * this.step),
            label: number(index * this.step),
        }));
    }

    y(value) {
        const most =
            this.step *
            Math.ceil(Math.max(...this.props.monthly.months, 1) / this.step);
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
    }

    get left() {
        return LEFT;
    }

    get right() {
        return WIDTH;
    }

    get months() {
        const room = (WIDTH - LEFT) / 12;
        return this.props.monthly.months.map((total, index) => {
            let stacked = 0;
            return {
                total,
                x: LEFT + room * (index + 0.5),
                label: spokenMonthShort(index + 1)
                    .slice(0, 1)
                    .toUpperCase(),
                bars: this.props.series.map((series, rank) => {
                    const value = series.months[index];
                    const top = this.y(stacked + value);
                    const height = this.y(stacked) - top;
                    stacked += value;
                    return {
                        x: LEFT + room * (index + (1 - THICK) / 2),
                        y: top,
                        width: room * THICK,
                        height,
                        color: this.color(series, rank),
                    };
                }),
            };
        });
    }

    get baseline() {
        return HEIGHT - 6;
    }

    color(series, rank) {
        return series.isProspect ? "f-series-prospect" : `f-series-${rank % 8}`;
    }

    monthName(index) {
        return spokenMonthShort(index + 1);
    }

    count(value) {
        return value ? number(value) : "–";
    }
}

/* global Chart */
import {Component, onWillStart, onWillUnmount, useEffect, useRef} from "@odoo/owl";
import {getColor} from "@web/core/colors/colors";
import {loadBundle} from "@web/core/assets";

const PROSPECTS = "#9AA3AF";
const GRID = "rgba(128, 128, 128, 0.2)";

/**
 * Stacked histogram of twelve months, with the year before as a dashed line. The table
 * below it says the same to those who cannot see it.
 */
export class StatisticsChart extends Component {
    static template = "field_crm.StatisticsChart";
    static props = {
        series: Array,
        before: Array,
        months: Array,
        previousYear: String,
        title: String,
    };

    setup() {
        this.canvas = useRef("canvas");
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.series, this.props.before],
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    draw() {
        this.chart?.destroy();
        this.chart = new Chart(this.canvas.el, this.getConfig());
    }

    getConfig() {
        // Whatever the theme, text of the chart is written as text of the page.
        const ink = getComputedStyle(this.canvas.el).color;
        const {before, months, previousYear, series} = this.props;
        const count = series.length;
        const bars = series.map((each, index) => ({
            label: each.name,
            data: each.months,
            backgroundColor: each.is_prospect
                ? PROSPECTS
                : getColor(index, "light", count),
            pointStyle: "rect",
            stack: "year",
        }));
        const line = {
            type: "line",
            label: previousYear,
            data: before,
            borderColor: ink,
            backgroundColor: ink,
            borderDash: [4, 3],
            borderWidth: 1.5,
            pointRadius: 2,
            pointStyle: "line",
        };
        return {
            type: "bar",
            data: {labels: months, datasets: [line, ...bars]},
            options: {
                maintainAspectRatio: false,
                animation: false,
                interaction: {mode: "index"},
                plugins: {
                    legend: {
                        position: "bottom",
                        labels: {color: ink, usePointStyle: true},
                    },
                },
                scales: {
                    x: {stacked: true, ticks: {color: ink}, grid: {display: false}},
                    y: {
                        stacked: true,
                        beginAtZero: true,
                        ticks: {color: ink, precision: 0},
                        grid: {color: GRID},
                    },
                },
            },
        };
    }
}

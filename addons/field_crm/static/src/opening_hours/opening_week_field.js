import {_t} from "@web/core/l10n/translation";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

import {ALL_DAYS, WORKING_DAYS, copyMonday, fillDays} from "./opening_week";

const PRESETS = ["8h-12h / 14h-18h", "8h-18h", "9h-12h / 14h-17h", "24h/24"];

/** The opening hours of a week, one line of text for each day. */
export class OpeningWeekField extends Component {
    static template = "field_crm.OpeningWeekField";
    static components = {Dropdown, DropdownItem};
    static props = {...standardFieldProps};

    presets = PRESETS;

    get week() {
        return this.props.record.data[this.props.name] || {};
    }

    get days() {
        const names = luxon.Info.weekdays("long");
        return ALL_DAYS.map((day, index) => ({
            day,
            name: names[index],
            text: this.week[day] || "",
        }));
    }

    get placeholder() {
        const isAlwaysOpen = !Object.keys(this.week).length;
        return isAlwaysOpen ? _t("open 24 hours a day") : _t("closed");
    }

    update(week) {
        return this.props.record.update({[this.props.name]: week});
    }

    onChange(day, text) {
        return this.update(fillDays(this.week, [day], text));
    }

    onPreset(text) {
        return this.update(fillDays(this.week, WORKING_DAYS, text));
    }

    onCopyMonday(lastDay) {
        return this.update(copyMonday(this.week, ALL_DAYS.slice(1, lastDay + 1)));
    }

    onClear() {
        return this.update({});
    }
}

export const openingWeekField = {
    component: OpeningWeekField,
    displayName: _t("Opening hours by day"),
    supportedTypes: ["json"],
};

registry.category("fields").add("field_opening_week", openingWeekField);

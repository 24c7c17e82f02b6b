import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {isDay} from "../../../engine/calendar/day";
import {PRESETS, revisitDay} from "../../../engine/calendar/revisit";
import {Input} from "../../shared/input/input";
import {spokenDay} from "../../shared/wording";

/** The presets of « Date de revoir » and an own date (S3-33). */
export class RevisitChoice extends Component {
    static template = "field_crm_sync.RevisitChoice";
    static components = {Input};
    static props = {start: String, value: Object, onChange: Function};

    get presets() {
        const labels = {
            "1w": _t("1 week"),
            "2w": _t("2 weeks"),
            "1m": _t("1 month"),
            "3m": _t("3 months"),
            "6m": _t("6 months"),
            "1y": _t("1 year"),
        };
        return PRESETS.map((code) => ({code, label: labels[code]}));
    }

    get day() {
        const {start, value} = this.props;
        if (value.preset) {
            return revisitDay(start, value.preset);
        }
        return value.date || "";
    }

    get spoken() {
        return isDay(this.day) ? spokenDay(this.day) : "";
    }

    choose(preset) {
        this.props.onChange(this.props.value.preset === preset ? {} : {preset});
    }

    type(date) {
        this.props.onChange(date ? {date} : {});
    }
}

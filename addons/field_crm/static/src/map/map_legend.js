import {_t} from "@web/core/l10n/translation";

import {Component, useState} from "@odoo/owl";

import {mapMemory} from "./map_memory";

/** What the colours mean; each of them may be hidden, on the map and in the list. */
export class MapLegend extends Component {
    static template = "field_crm.MapLegend";
    static props = {
        legend: Object,
        hidden: Array,
        colouring: String,
        colourings: Array,
        isGrouped: Boolean,
        onColouring: Function,
        onToggle: Function,
        onUnplaced: Function,
    };

    setup() {
        const isOpen = mapMemory.get("isLegendOpen", !this.env.isSmall);
        this.state = useState({isOpen});
    }

    get entries() {
        const {legend, hidden} = this.props;
        const keys = new Set(hidden.map(({key}) => key));
        return [
            ...legend.entries.filter(({key}) => !keys.has(key)),
            ...hidden.map((entry) => ({...entry, isHidden: true})),
        ];
    }

    tooltip({isHidden}) {
        return isHidden ? _t("Show them again") : _t("Hide them, in the list too");
    }

    toggle() {
        this.state.isOpen = !this.state.isOpen;
        mapMemory.set("isLegendOpen", this.state.isOpen);
    }
}

import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../../app/components/button";
import {useField} from "../../../app/use_field";
import {dayOf, isDay} from "../../../engine/calendar/day";
import {Sheet} from "../../../app/components/sheet";
import {useSave} from "../../shared/use_save";
import {spokenDay} from "../../shared/wording";
import {RevisitChoice} from "./revisit_choice";

/** When to see one or several clients again (S3-32). */
export class RevisitSheet extends Component {
    static template = "field_crm_sync.RevisitSheet";
    static components = {Button, RevisitChoice, Sheet};
    static props = {partners: Array, close: Function};

    setup() {
        this.field = useField();
        this.today = dayOf(new Date());
        this.left = [...this.props.partners];
        this.state = useState({value: {}});
        // Several are saved one after the other; the sheet closes after the last.
        this.saving = useSave(() => this.left.shift());
    }

    get subtitle() {
        const [first, ...others] = this.props.partners;
        return others.length
            ? _t("%(count)s chosen", {count: this.props.partners.length})
            : first.name;
    }

    get current() {
        const [partner, ...others] = this.props.partners;
        return !others.length && partner.revisit_date
            ? _t("So far: %(day)s", {day: spokenDay(partner.revisit_date)})
            : "";
    }

    get isReady() {
        const {preset, date} = this.state.value;
        return Boolean(preset || isDay(date || "")) && !this.saving.isBusy;
    }

    /** One tap too many is put right where one client was chosen. */
    undoing({key, revisit_date: date}) {
        return this.props.partners.length === 1
            ? () => this.field.save("DR", {partner: key, date: date || ""})
            : undefined;
    }

    async save() {
        while (this.left.length) {
            const [partner] = this.left;
            const saved = await this.saving.save(
                "DR",
                {partner: partner.key, ...this.state.value},
                {
                    base: {revisit_date: partner.revisit_date || false},
                    undo: this.undoing(partner),
                },
            );
            if (!saved) {
                return;
            }
        }
        this.props.close();
    }
}

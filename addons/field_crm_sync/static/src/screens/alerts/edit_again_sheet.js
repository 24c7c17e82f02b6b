import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../app/components/button";
import {Sheet} from "../../app/components/sheet";
import {useField} from "../../app/use_field";
import {dayOf, momentOf} from "../../engine/calendar/day";
import {optionsOf} from "../../engine/client_sheet/options";
import {Input} from "../shared/input/input";

/** Mends what the office refused and sends it again; nothing has to be typed twice. */
export class EditAgainSheet extends Component {
    static template = "field_crm_sync.EditAgainSheet";
    static components = {Button, Input, Sheet};
    static props = {alert: Object, close: Function};

    setup() {
        this.field = useField();
        this.today = dayOf(new Date());
        const {args} = this.props.alert;
        this.state = useState({
            date: args.date ? dayOf(new Date(args.date)) : "",
            comment: args.comment ?? null,
            values: {...args.values},
            problem: "",
            isBusy: false,
        });
    }

    get fields() {
        const {lists} = this.field;
        return Object.keys(this.state.values).map((name) => {
            const field = lists.sheet.find((one) => one.name === name) || {
                name,
                label: name === "double_reason" ? _t("Why is it not a double?") : name,
                type: "char",
            };
            return {
                ...field,
                type: field.list ? "choice" : field.type,
                options: field.list
                    ? optionsOf(field, this.state.values, lists)
                    : undefined,
            };
        });
    }

    get args() {
        const {args} = this.props.alert;
        const {date, comment, values} = this.state;
        return {
            ...args,
            ...(args.date ? {date: momentOf(date, new Date())} : {}),
            ...(comment === null ? {} : {comment}),
            ...(args.values ? {values: {...values}} : {}),
        };
    }

    async send() {
        this.state.isBusy = true;
        try {
            await this.field.alerts.again(this.props.alert.uuid, this.args);
            this.props.close();
        } catch (error) {
            this.state.problem = error.message;
        } finally {
            this.state.isBusy = false;
        }
    }
}

import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {SearchBox} from "../../../app/components/search_box";
import {useField} from "../../../app/use_field";
import {wrongIdentifiers} from "../../../engine/client_sheet/conversion";
import {optionsOf, wordOf} from "../../../engine/client_sheet/options";
import {tooLong} from "../../../engine/client_sheet/rules";
import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {Input} from "../../shared/input/input";
import {Sheet} from "../../../app/components/sheet";
import {useSave} from "../../shared/use_save";
import {baseOf} from "../base";
import {wordOfReason, wordOfRoom} from "../problem_words";

/**
 * « Demande de modification »: the rep picks the fields and types the new values opposite;
 * the accountant decides (S3-17, S3-18).
 */
export class RequestSheet extends Component {
    static template = "field_crm_sync.RequestSheet";
    static components = {Button, Icon, Input, SearchBox, Sheet};
    static props = {partner: Object, close: Function};

    setup() {
        this.field = useField();
        this.lists = this.field.lists;
        this.saving = useSave(this.props.close);
        this.state = useState({picked: {}, text: "", comment: ""});
        this.form = useRef("form");
        this.latest = null;
        useEffect(
            () => {
                // What was picked stands above: the next thing is to type its value.
                const place = `[data-name="${this.latest}"] .f-input`;
                this.form.el?.querySelector(place)?.focus();
            },
            () => [Object.keys(this.state.picked).length],
        );
    }

    get askable() {
        return this.lists.sheet.filter((field) => field.may_be_asked);
    }

    /** Fields to pick from; those picked stand above, with their new value. */
    get offered() {
        const text = this.state.text.trim().toLowerCase();
        return this.askable.filter(
            ({name, label}) =>
                !(name in this.state.picked) && label.toLowerCase().includes(text),
        );
    }

    get picked() {
        return this.askable.filter(({name}) => name in this.state.picked);
    }

    get values() {
        return {...this.props.partner, ...this.state.picked};
    }

    before(field) {
        return wordOf(field, this.props.partner[field.name], this.lists) || _t("empty");
    }

    options(field) {
        return field.list ? optionsOf(field, this.values, this.lists) : undefined;
    }

    typeOf(field) {
        return field.list ? "choice" : field.type;
    }

    problem(field) {
        const reason = wrongIdentifiers(this.state.picked)[field.name];
        const [long] = tooLong({[field.name]: this.state.picked[field.name]}, [field]);
        return reason ? wordOfReason(reason) : long && wordOfRoom(long.limit);
    }

    pick(field) {
        this.state.picked[field.name] = "";
        this.state.text = "";
        this.latest = field.name;
    }

    drop(field) {
        delete this.state.picked[field.name];
    }

    get lines() {
        return this.picked
            .map(({name}) => ({field: name, value: this.state.picked[name]}))
            .filter(({field, value}) => value !== (this.props.partner[field] || ""));
    }

    get isReady() {
        return (
            this.lines.length > 0 &&
            this.picked.every((field) => !this.problem(field)) &&
            !this.saving.isBusy
        );
    }

    save() {
        const {partner} = this.props;
        return this.saving.save(
            "MC",
            {
                partner: partner.key,
                lines: this.lines,
                comment: this.state.comment.trim(),
            },
            {
                base: baseOf(
                    partner,
                    this.lines.map(({field}) => field),
                ),
                undo: ({uuid}) =>
                    this.field.save("XR", {
                        request: {model: "field.modification.request", key: uuid, uuid},
                    }),
            },
        );
    }
}

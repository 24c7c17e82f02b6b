import {Component, onWillStart, onWillUpdateProps, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Fields of the client in the report of a visit (S0-55): a json field that holds what
 * the rep changed, by the name of the client's field.
 */
export class ClientFieldsField extends Component {
    static template = "field_crm.ClientFieldsField";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.state = useState({fields: []});
        // Saved by the keyboard, the field that is being typed in has not changed yet.
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({detail}) =>
            detail.proms.push(this.takeOver()),
        );
        onWillStart(() => this.load(this.props));
        onWillUpdateProps(async (nextProps) => {
            if (this.subject(nextProps) !== this.subject(this.props)) {
                await this.load(nextProps);
            }
        });
    }

    subject({record}) {
        return [record.id, record.data.partner_id?.id, record.data.type_id?.id].join();
    }

    async load({record}) {
        const partnerId = record.data.partner_id?.id;
        this.state.fields = partnerId
            ? await this.orm.call("field.report.field", "get_report_fields", [
                  partnerId,
                  record.data.type_id?.id || false,
              ])
            : [];
    }

    get values() {
        return this.props.record.data[this.props.name] || {};
    }

    /** The fields to show: all that are asked, or those that were answered. */
    get shown() {
        return this.props.readonly
            ? this.state.fields.filter(({name}) => name in this.values)
            : this.state.fields;
    }

    value({name, value}) {
        return name in this.values ? this.values[name] : value;
    }

    text(field) {
        const value = this.value(field);
        if (field.type === "selection") {
            return field.selection.find(([key]) => key === value)?.[1] || "";
        }
        if (field.type === "boolean") {
            return value ? _t("Yes") : _t("No");
        }
        return value || "";
    }

    inputType({name, type}) {
        if (["integer", "float"].includes(type)) {
            return "number";
        }
        const known = {phone: "tel", mobile: "tel", fax: "tel", email: "email"};
        return type === "date" ? "date" : known[name] || "text";
    }

    read(field, input) {
        if (field.type === "boolean") {
            return input.checked;
        }
        if (this.inputType(field) === "number") {
            return input.value === "" ? false : Number(input.value);
        }
        return input.value.trim() || false;
    }

    async takeOver() {
        const input = document.activeElement;
        if (this.root.el?.contains(input)) {
            const field = this.state.fields.find(
                (each) => this.inputId(each) === input.id,
            );
            await this.onChange(field, {target: input});
        }
    }

    onChange(field, ev) {
        const value = this.read(field, ev.target);
        const values = {...this.values};
        // What the client base says already is nothing new.
        if (value === (field.value || false)) {
            delete values[field.name];
        } else {
            values[field.name] = value;
        }
        const changed = Object.keys(values).length ? values : false;
        return this.props.record.update({[this.props.name]: changed});
    }

    inputId({name}) {
        return `${this.props.id || this.props.name}_${name}`;
    }
}

export const clientFieldsField = {
    component: ClientFieldsField,
    displayName: _t("Client fields of the visit report"),
    supportedTypes: ["json"],
    isEmpty: () => false,
    fieldDependencies: [
        {name: "partner_id", type: "many2one", relation: "res.partner"},
        {name: "type_id", type: "many2one", relation: "field.visit.type"},
    ],
};

registry.category("fields").add("client_fields", clientFieldsField);

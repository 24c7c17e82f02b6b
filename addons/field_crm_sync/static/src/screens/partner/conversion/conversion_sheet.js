import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {useField} from "../../../app/use_field";
import {modeOf, review, settle} from "../../../engine/client_sheet/conversion";
import {isFarmerSheet, optionsOf} from "../../../engine/client_sheet/options";
import {isMissing} from "../../../engine/client_sheet/rules";
import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {Input} from "../../shared/input/input";
import {Sheet} from "../../../app/components/sheet";
import {toBase64} from "../../shared/signature/base64";
import {SignaturePad} from "../../shared/signature/signature_pad";
import {useSave} from "../../shared/use_save";
import {baseOf} from "../base";
import {wordOfReason, wordOfRoom} from "../problem_words";

/** The fields of the sheet in the order in which a rep asks for them. */
function groups() {
    return [
        {
            title: _t("Identity"),
            names: [
                ...["name", "title_code_id", "category_code_id", "subcategory_code_id"],
                ...["company_registry", "vat", "ape_code", "company_creation_date"],
                "business_activity",
            ],
        },
        {
            title: _t("Address"),
            names: [
                ...["street", "street2", "street3", "zip", "city", "country_id"],
                ...["department_code", "post_office_code"],
            ],
        },
        {
            title: _t("Contact"),
            names: ["phone", "mobile", "fax", "email", "attention_of"],
        },
        {title: _t("Follow-up"), names: ["agency_id", "user_id", "price_grid_id"]},
        {
            title: _t("Invoicing"),
            names: [
                ...["periodicity_id", "invoicing_type_id", "invoice_edition_id"],
                ...["delivery_grouping_id", "order_grouping_id", "statement_id"],
                ...["delivery_authorization_id", "fixed_fee_id"],
                ...["reference_required_id", "invoice_currency_id"],
            ],
        },
        {
            title: _t("Payment"),
            names: [
                ...["payment_mode_id", "payment_days", "payment_due_day"],
                ...["iban", "bic", "bank_country_id"],
            ],
        },
    ];
}

// The postal code stands in the sheet as its two parts.
const POSTAL_CODE = {name: "zip", type: "char", length: 5, mandatory: true};
const DERIVED = new Set(["department_code", "post_office_code"]);

/**
 * « Transformation en client »: all that a client needs, checked here as the server will
 * check it; sent to the accountant when nothing is missing (S3-41, S3-42, S3-46 … S3-48).
 */
export class ConversionSheet extends Component {
    static template = "field_crm_sync.ConversionSheet";
    static components = {Button, Icon, Input, Sheet, SignaturePad};
    static props = {partner: Object, close: Function};

    setup() {
        this.field = useField();
        this.lists = this.field.lists;
        this.saving = useSave(this.props.close);
        this.state = useState({
            typed: {},
            signature: null,
            signedBy: this.props.partner.attention_of || "",
            showsAll: false,
        });
    }

    get values() {
        const {partner} = this.props;
        const defaults = {
            user_id: partner.user_id || this.lists.rep.id,
            country_id: partner.country_id || this.lists.parameters.country_id,
        };
        return settle({...partner, ...defaults, ...this.state.typed}, this.lists);
    }

    get mode() {
        return modeOf(this.values, this.lists);
    }

    get review() {
        return review(this.values, this.lists, this.isSigned);
    }

    get isSigned() {
        return Boolean(this.state.signature && this.state.signedBy.trim());
    }

    /** Groups with the fields to show: those that a client needs, or all. */
    get shownGroups() {
        const {values, mode} = this;
        const known = new Map(this.lists.sheet.map((field) => [field.name, field]));
        known.set("zip", {...POSTAL_CODE, label: _t("Postal code")});
        return groups()
            .map(({title, names}) => ({
                title,
                fields: names
                    .filter((name) => known.has(name) && !DERIVED.has(name))
                    .map((name) => this.describe(known.get(name), values, mode))
                    .filter((one) => one.isMandatory || this.state.showsAll),
            }))
            .filter(({fields}) => fields.length);
    }

    describe(field, values, mode) {
        const {missing, wrong, long} = this.review;
        const {name} = field;
        const isBank = ["iban", "bic"].includes(name);
        const isMandatory = Boolean(
            field.mandatory || (isBank && mode?.requires_bank_account),
        );
        return {
            ...field,
            room: isBank ? null : field.length,
            isMandatory,
            isMissing: missing.has(name),
            isLocked: name === "payment_days" && Boolean(mode?.locked_days),
            type: field.list ? "choice" : field.type,
            options: field.list ? optionsOf(field, values, this.lists) : undefined,
            problem: wrong[name]
                ? wordOfReason(wrong[name])
                : long.has(name) && wordOfRoom(long.get(name)),
            hint: this.hintOf(name, mode),
        };
    }

    hintOf(name, mode) {
        if (name === "payment_days" && mode?.locked_days) {
            return _t("Locked at %(days)s days from the invoice date.", {
                days: mode.locked_days,
            });
        }
        if (name === "payment_mode_id" && !isFarmerSheet(this.values, this.lists)) {
            const some = this.lists.payment_modes.find((each) => each.farmer_only);
            return some && _t("%(mode)s is for farmers only.", {mode: some.name});
        }
        return undefined;
    }

    get mandatory() {
        return this.shownGroups.flatMap(({fields}) =>
            fields.filter((field) => field.isMandatory),
        );
    }

    get done() {
        const filled = this.mandatory.filter(
            ({name, problem}) => !isMissing(this.values[name]) && !problem,
        ).length;
        const wanted = this.mandatory.length + (this.mode?.requires_signature ? 1 : 0);
        return {
            filled: filled + (this.mode?.requires_signature && this.isSigned ? 1 : 0),
            wanted,
        };
    }

    get progress() {
        return _t("%(filled)s of %(wanted)s mandatory fields", this.done);
    }

    get isReady() {
        return this.review.isComplete && !this.saving.isBusy;
    }

    set(name, value) {
        this.state.typed[name] = value;
    }

    /** Without the signature there is no request, so it travels inside it. */
    async readSignature() {
        return {
            signature: await toBase64(this.state.signature),
            signed_by: this.state.signedBy.trim(),
        };
    }

    /** All of the sheet that differs from what the server knows. */
    get changes() {
        const {partner} = this.props;
        const names = ["zip", ...this.lists.sheet.map((field) => field.name)];
        return Object.fromEntries(
            names
                .filter((name) => !DERIVED.has(name))
                .map((name) => [name, this.values[name]])
                .filter(
                    ([name, value]) => !isMissing(value) || !isMissing(partner[name]),
                )
                .filter(([name, value]) => value !== partner[name]),
        );
    }

    async save() {
        const {partner} = this.props;
        const {changes} = this;
        const isSigning = Boolean(this.mode.requires_signature);
        return this.saving.save(
            "CC",
            {
                partner: partner.key,
                values: changes,
                ...(isSigning ? await this.readSignature() : {}),
            },
            {
                base: baseOf(partner, Object.keys(changes)),
            },
        );
    }
}

import {Component, onMounted, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {ChecksField} from "../../../app/components/checks_field";
import {Segments} from "../../../app/components/segments";
import {useField} from "../../../app/use_field";
import {wrongIdentifiers} from "../../../engine/client_sheet/conversion";
import {isMissing, tooLong} from "../../../engine/client_sheet/rules";
import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {Input} from "../../shared/input/input";
import {locate} from "../../shared/position";
import {Sheet} from "../../../app/components/sheet";
import {useSave} from "../../shared/use_save";
import {spokenDistance} from "../../shared/wording";
import {baseOf} from "../base";
import {ownFieldsOf, valueOf} from "../own_fields";
import {wordOfReason, wordOfRoom} from "../problem_words";

const ASK_AFTER_MS = 250;
const ADDRESS = ["street", "street2", "zip", "city"];
const FURTHER = [
    ...["mobile", "email", "website", "attention_of"],
    ...["company_registry", "vat", "business_activity", "site_note"],
];

/**
 * A prospect, new or to change: only the name is mandatory (S3-37, S3-50). The phone is
 * compared with everything that the phone holds (S3-38, AMB-02); the place is where the
 * rep stands, or an address (S0-58 … S0-61).
 */
export class ProspectSheet extends Component {
    static template = "field_crm_sync.ProspectSheet";
    static components = {Button, ChecksField, Icon, Input, Segments, Sheet};
    static props = {
        partner: {type: Object, optional: true},
        isFutureClient: {type: Boolean, optional: true},
        close: Function,
    };

    setup() {
        this.field = useField();
        this.lists = this.field.lists;
        this.partner = this.props.partner || {};
        this.isNew = !this.props.partner;
        this.saving = useSave(this.props.close);
        this.state = useState({
            values: {},
            place: this.isNew ? "here" : "address",
            position: null,
            isAsking: false,
            doubles: [],
            reason: "",
            showsMore: false,
        });
        onMounted(() => this.isNew && this.measure());
    }

    get title() {
        if (!this.isNew) {
            return _t("Change the prospect");
        }
        return this.props.isFutureClient ? _t("New client") : _t("New prospect");
    }

    // ------------------------------------------------------------------ values

    value(name) {
        return name in this.state.values
            ? this.state.values[name]
            : valueOf(this.partner, name);
    }

    set(name, value) {
        this.state.values[name] = value;
        if (["name", "phone", "mobile", "zip"].includes(name)) {
            clearTimeout(this.asking);
            this.asking = setTimeout(() => this.askForDoubles(), ASK_AFTER_MS);
        }
    }

    get addressNames() {
        return ADDRESS;
    }

    get ownFields() {
        return ownFieldsOf(this.partner, this.lists);
    }

    typeOf({type, options}) {
        return options.length ? "choice" : type;
    }

    asChecks({options}) {
        return options.map(({id, name}) => ({value: id, label: name}));
    }

    get furtherNames() {
        return FURTHER;
    }

    label(name) {
        const own = {
            zip: _t("Postal code"),
            website: _t("Website"),
            site_note: _t("Note on site"),
        };
        return own[name] || this.sheetField(name)?.label || name;
    }

    sheetField(name) {
        return this.lists.sheet.find((field) => field.name === name);
    }

    /** What was typed and differs from what is known. */
    get changes() {
        return Object.fromEntries(
            Object.entries(this.state.values)
                .map(([name, value]) => [
                    name,
                    typeof value === "string" ? value.trim() : value,
                ])
                .filter(
                    ([name, value]) =>
                        String(value) !== String(valueOf(this.partner, name) || ""),
                ),
        );
    }

    problem(name) {
        const value = this.state.values[name];
        const reason = wrongIdentifiers({[name]: value})[name];
        return reason ? wordOfReason(reason) : this.roomProblem(name);
    }

    roomProblem(name) {
        const field = this.sheetField(name);
        const [long] = field ? tooLong({[name]: this.state.values[name]}, [field]) : [];
        return long && wordOfRoom(long.limit);
    }

    // ------------------------------------------------------------------- place

    get places() {
        return [
            {value: "here", label: _t("My position")},
            {value: "address", label: _t("Address")},
        ];
    }

    async choosePlace(place) {
        this.state.place = place;
        if (place === "here") {
            await this.measure();
        }
    }

    async measure() {
        this.state.isAsking = true;
        this.state.position = await locate({isFresh: true});
        this.state.isAsking = false;
    }

    get placeLine() {
        if (this.state.isAsking) {
            return _t("Looking for your position…");
        }
        return this.state.position
            ? _t("Position found, accurate to %(accuracy)s", {
                  accuracy: spokenDistance(this.state.position.accuracy),
              })
            : _t("The phone does not say where it is. Switch its GPS on.");
    }

    // ----------------------------------------------------------------- doubles

    async askForDoubles() {
        const {name, phone, mobile, zip} = {...this.partner, ...this.state.values};
        const found = [];
        for (const number of [phone, mobile].filter(Boolean)) {
            found.push(...(await this.field.partners.doubles(number, "", "")));
        }
        if (!found.length && name && zip) {
            found.push(...(await this.field.partners.doubles("", name, zip)));
        }
        const own = this.partner.key;
        const byKey = new Map(found.map((double) => [double.key, double]));
        byKey.delete(own);
        this.state.doubles = [...byKey.values()];
    }

    isSameNumber(double) {
        return double.double === "phone";
    }

    get needsReason() {
        return this.state.doubles.some((double) => this.isSameNumber(double));
    }

    doubleLine(double) {
        const kind = double.field_status === "client" ? _t("Client") : _t("Prospect");
        return [kind, double.name, double.client_code || double.ref, double.city]
            .filter(Boolean)
            .join(" · ");
    }

    // -------------------------------------------------------------------- save

    get hasChanged() {
        return Boolean(
            Object.keys(this.changes).length ||
            (this.state.place === "here" && this.state.position),
        );
    }

    get isReady() {
        return (
            !isMissing(this.value("name")) &&
            // A doubtful number or SIRET is right at the latest for the conversion.
            Object.keys(this.state.values).every((name) => !this.roomProblem(name)) &&
            (!this.needsReason || Boolean(this.state.reason.trim())) &&
            (this.isNew || this.hasChanged) &&
            !this.saving.isBusy
        );
    }

    get values() {
        const values = this.changes;
        if (this.state.place === "here" && this.state.position) {
            values.partner_latitude = this.state.position.latitude;
            values.partner_longitude = this.state.position.longitude;
        }
        if (this.needsReason) {
            values.double_reason = this.state.reason.trim();
        }
        return values;
    }

    save() {
        const {values} = this;
        if (this.isNew) {
            return this.saving.save("CP", {values}, {});
        }
        const base = baseOf(this.partner, Object.keys(values));
        return this.saving.save("MP", {partner: this.partner.key, values}, {base});
    }
}

import {Component, onMounted, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {useField} from "../../../app/use_field";
import {requiresVisit} from "../../../engine/client_sheet/completion";
import {needsPresence} from "../../../engine/visit/presence";
import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {Input} from "../../shared/input/input";
import {locate} from "../../shared/position";
import {Sheet} from "../../../app/components/sheet";
import {spokenDistance} from "../../shared/wording";
import {useCompletion} from "../completion/completion";
import {CompletionFields} from "../completion/completion_fields";
import {distanceTo} from "../distance";
import {beginCheckIn} from "./check_in";

/**
 * Check-in: the distance to the client is measured; beyond the limit a visit begins only
 * with a reason, which is kept with the phone's own accuracy (S2-34, AMB-12). For a
 * mission on site the client's mandatory fields are completed first (S2-05). `typeId`: of
 * the report that waits for it.
 */
export class CheckInSheet extends Component {
    static template = "field_crm_sync.CheckInSheet";
    static components = {Button, CompletionFields, Icon, Input, Sheet};
    static props = {
        partner: Object,
        typeId: {type: Number, optional: true},
        close: Function,
    };

    setup() {
        this.field = useField();
        this.completion = useCompletion(() => this.props.partner);
        this.state = useState({
            position: null,
            isAsking: true,
            reason: "",
            problem: "",
            typeIds: [],
        });
        onWillStart(() => this.findTypes());
        onMounted(() => this.measure());
    }

    /** What kinds of missions begin here: those planned, and the one reported. */
    async findTypes() {
        const planned = await this.field.visits.planned();
        this.state.typeIds = planned
            .filter((visit) => visit.partner_id === this.props.partner.key)
            .map((visit) => visit.type_id)
            .concat(this.props.typeId || []);
    }

    get isOnSite() {
        return this.state.typeIds.some((id) => requiresVisit(id, this.field.lists));
    }

    get isPresenceRequired() {
        return this.state.typeIds.some((id) => needsPresence(id, this.field.lists));
    }

    get asksToComplete() {
        return this.isOnSite && this.completion.fields.length > 0;
    }

    async measure() {
        this.state.isAsking = true;
        this.state.position = await locate({isFresh: true});
        this.state.isAsking = false;
    }

    get limit() {
        return this.field.lists.parameters.check_in_metres;
    }

    /** Metres to the client's ground; null where one of both is not known. */
    get distance() {
        return this.state.position
            ? distanceTo(this.props.partner, this.state.position, this.field.lists)
            : null;
    }

    get outcome() {
        if (this.state.isAsking) {
            return {
                kind: "asking",
                icon: "target",
                text: _t("Looking for your position…"),
            };
        }
        if (!this.state.position) {
            return {
                kind: "bad",
                icon: "target",
                text: _t("The phone does not say where it is. Switch its GPS on."),
            };
        }
        const accuracy = spokenDistance(this.state.position.accuracy);
        if (this.distance === null) {
            return {
                kind: "warn",
                icon: "place",
                text: _t("Nobody knows yet where this client is."),
                accuracy,
            };
        }
        return this.distance <= this.limit
            ? {
                  kind: "good",
                  icon: "place",
                  text: _t("You are there: %(distance)s", {
                      distance: spokenDistance(this.distance),
                  }),
                  accuracy,
              }
            : {
                  kind: "bad",
                  icon: "place",
                  text: _t("You are %(distance)s away; the limit is %(limit)s.", {
                      distance: spokenDistance(this.distance),
                      limit: spokenDistance(this.limit),
                  }),
                  accuracy,
              };
    }

    get needsReason() {
        return !this.state.isAsking && this.outcome.kind !== "good";
    }

    get isReady() {
        return (
            !this.state.isAsking &&
            (!this.needsReason || Boolean(this.state.reason.trim())) &&
            (!this.asksToComplete || this.completion.isComplete)
        );
    }

    async begin() {
        const {position, reason} = this.state;
        if (this.asksToComplete) {
            try {
                await this.completion.save();
            } catch (error) {
                this.state.problem = error.message;
                return;
            }
        }
        beginCheckIn({
            partner: this.props.partner.key,
            name: this.props.partner.name,
            at: new Date().toISOString(),
            ...(position || {}),
            ...(this.distance === null ? {} : {distance: Math.round(this.distance)}),
            ...(this.needsReason ? {reason: reason.trim()} : {}),
        });
        this.props.close();
    }
}

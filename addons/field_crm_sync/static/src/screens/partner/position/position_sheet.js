import {Component, onMounted, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Button} from "../../../app/components/button";
import {Icon} from "../../../app/components/icon";
import {useField} from "../../../app/use_field";
import {locate} from "../../shared/position";
import {PhotoInput} from "../../shared/photo/photo_input";
import {Sheet} from "../../../app/components/sheet";
import {useSave} from "../../shared/use_save";
import {spokenDistance} from "../../shared/wording";
import {distanceTo} from "../distance";

/** Corrects where a client is and what the place looks like (S2-15). */
export class PositionSheet extends Component {
    static template = "field_crm_sync.PositionSheet";
    static components = {Button, Icon, PhotoInput, Sheet};
    static props = {partner: Object, close: Function};

    setup() {
        this.field = useField();
        this.saving = useSave(this.props.close);
        this.state = useState({position: null, isAsking: true, photos: []});
        onMounted(() => this.measure());
    }

    async measure() {
        this.state.isAsking = true;
        this.state.position = await locate({isFresh: true});
        this.state.isAsking = false;
    }

    get line() {
        const {position, isAsking} = this.state;
        if (isAsking) {
            return _t("Looking for your position…");
        }
        return position
            ? _t("Position found, accurate to %(accuracy)s", {
                  accuracy: spokenDistance(position.accuracy),
              })
            : _t("The phone does not say where it is. Switch its GPS on.");
    }

    get move() {
        const metres =
            this.state.position &&
            distanceTo(this.props.partner, this.state.position, this.field.lists);
        return metres
            ? _t("The client moves by %(distance)s.", {
                  distance: spokenDistance(metres),
              })
            : "";
    }

    get isReady() {
        return Boolean(this.state.position) && !this.state.isAsking;
    }

    save() {
        const {partner} = this.props;
        return this.saving.save(
            "GP",
            {partner: partner.key, ...this.state.position},
            {
                base: {
                    partner_latitude: partner.partner_latitude,
                    partner_longitude: partner.partner_longitude,
                },
                blobs: this.state.photos,
            },
        );
    }
}

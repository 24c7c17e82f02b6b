import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Icon} from "../../../app/components/icon";
import {Sheet} from "../../../app/components/sheet";

/** All that can be done for a client or a prospect, by name. */
export class MoreSheet extends Component {
    static template = "field_crm_sync.MoreSheet";
    static components = {Icon, Sheet};
    static props = {partner: Object, isConverting: Boolean, open: Function};

    get actions() {
        const isProspect = this.props.partner.field_status === "prospect";
        return [
            {name: "revisit", icon: "calendar", label: _t("Date to see again")},
            {name: "park", icon: "truck", label: _t("Park")},
            {name: "position", icon: "target", label: _t("Correct the position")},
            ...(isProspect
                ? [
                      {name: "edit", icon: "pen", label: _t("Change the prospect")},
                      {
                          name: "convert",
                          icon: "sign",
                          label: _t("Conversion to client"),
                          isDisabled: this.props.isConverting,
                          note: this.props.isConverting
                              ? _t("Asked for already")
                              : undefined,
                      },
                      {name: "archive", icon: "bin", label: _t("Delete the prospect")},
                  ]
                : [{name: "request", icon: "pen", label: _t("Modification request")}]),
        ];
    }

    close() {
        this.props.open("");
    }
}

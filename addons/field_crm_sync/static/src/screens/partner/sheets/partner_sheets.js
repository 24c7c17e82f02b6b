import {Component} from "@odoo/owl";

import {ArchiveSheet} from "../archive/archive_sheet";
import {CheckInSheet} from "../check_in/check_in_sheet";
import {ConversionSheet} from "../conversion/conversion_sheet";
import {ParkSheet} from "../park/park_sheet";
import {PositionSheet} from "../position/position_sheet";
import {ProspectSheet} from "../prospect/prospect_sheet";
import {RequestSheet} from "../request/request_sheet";
import {RevisitSheet} from "../revisit/revisit_sheet";
import {VisitSheet} from "../visit/visit_sheet";
import {MoreSheet} from "./more_sheet";

const SHEETS = {
    archive: ArchiveSheet,
    check_in: CheckInSheet,
    convert: ConversionSheet,
    edit: ProspectSheet,
    park: ParkSheet,
    position: PositionSheet,
    request: RequestSheet,
    visit: VisitSheet,
};

/** The form that is open over a card or a list, if any. */
export class PartnerSheets extends Component {
    static template = "field_crm_sync.PartnerSheets";
    static components = {MoreSheet, RevisitSheet};
    static props = {
        sheet: String,
        partners: Array,
        isConverting: {type: Boolean, optional: true},
        open: Function,
    };

    get partner() {
        return this.props.partners[0];
    }

    get component() {
        return SHEETS[this.props.sheet];
    }

    close() {
        this.props.open("");
    }
}

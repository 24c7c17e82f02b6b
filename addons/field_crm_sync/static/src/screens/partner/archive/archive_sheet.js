import {Component} from "@odoo/owl";

import {Button} from "../../../app/components/button";
import {Sheet} from "../../../app/components/sheet";
import {useSave} from "../../shared/use_save";

/** Deleting a prospect puts it away: the office can bring it back (S2-38, S3-52). */
export class ArchiveSheet extends Component {
    static template = "field_crm_sync.ArchiveSheet";
    static components = {Button, Sheet};
    static props = {partner: Object, close: Function};

    setup() {
        this.saving = useSave(this.props.close);
    }

    save() {
        return this.saving.save("SP", {partner: this.props.partner.key}, {});
    }
}

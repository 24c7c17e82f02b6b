import {Component} from "@odoo/owl";

import {Icon} from "../../../app/components/icon";
import {Input} from "../../shared/input/input";

/** The mandatory fields that a client lacks, to be filled here and now (S2-05). */
export class CompletionFields extends Component {
    static template = "field_crm_sync.CompletionFields";
    static components = {Icon, Input};
    static props = {completion: Object};
}

import {useBus} from "@web/core/utils/hooks";
import {patch} from "@web/core/utils/patch";
import {ListController} from "@web/views/list/list_controller";

/** A list tells which columns it shows, optional ones as the user chose them. */
patch(ListController.prototype, {
    setup() {
        super.setup(...arguments);
        if (this.env.searchModel) {
            useBus(this.env.searchModel, "field-crm-subscribe", ({detail}) => {
                detail.columns = this.getExportableFields().map((field) => field.name);
            });
        }
    },
});

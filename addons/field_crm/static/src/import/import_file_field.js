import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {checkFileSize} from "@web/core/utils/files";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {BinaryField, binaryField} from "@web/views/fields/binary/binary_field";

import {useState} from "@odoo/owl";

/** A file to choose, or to drop anywhere in a large frame. */
export class ImportFileField extends BinaryField {
    static template = "field_crm.ImportFileField";

    setup() {
        super.setup();
        this.state = useState({isDragging: false, isReading: false});
    }

    get hasFile() {
        return Boolean(this.props.record.data[this.props.name]);
    }

    /** The file is sent once, and looked into at once. */
    async update(upload) {
        await super.update(upload);
        await this.props.record.save();
    }

    async onDrop(ev) {
        this.state.isDragging = false;
        const [file] = ev.dataTransfer.files;
        if (!file || !checkFileSize(file.size, this.notification)) {
            return;
        }
        if (ev.dataTransfer.files.length > 1) {
            this.notification.add(_t("Only the first of the files is taken."), {
                type: "warning",
            });
        }
        this.state.isReading = true;
        try {
            const url = await getDataURLFromFile(file);
            await this.update({data: url.split(",")[1], name: file.name});
        } finally {
            this.state.isReading = false;
        }
    }
}

export const importFileField = {
    ...binaryField,
    component: ImportFileField,
    displayName: _t("File to drop"),
};

registry.category("fields").add("field_import_file", importFileField);

import {Component, onWillDestroy, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {Icon} from "../../../app/components/icon";
import {shrink} from "./shrink";

/** Pictures taken on the spot; tapping one takes it away again. */
export class PhotoInput extends Component {
    static template = "field_crm_sync.PhotoInput";
    static components = {Icon};
    static props = {
        onChange: Function,
        most: {type: Number, optional: true},
    };
    static defaultProps = {most: 6};

    setup() {
        this.input = useRef("input");
        this.state = useState({photos: [], problem: "", isBusy: false});
        onWillDestroy(() => this.forget(this.state.photos));
    }

    forget(photos) {
        photos.forEach(({url}) => URL.revokeObjectURL(url));
    }

    async onFiles(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        this.state.problem = "";
        this.state.isBusy = true;
        for (const file of files.slice(0, this.props.most - this.state.photos.length)) {
            try {
                const blob = await shrink(file);
                this.state.photos.push({blob, url: URL.createObjectURL(blob)});
            } catch {
                this.state.problem = _t("“%(name)s” is not a picture.", {
                    name: file.name,
                });
            }
        }
        this.state.isBusy = false;
        this.tell();
    }

    remove(index) {
        this.forget(this.state.photos.splice(index, 1));
        this.tell();
    }

    tell() {
        this.props.onChange(this.state.photos.map(({blob}) => blob));
    }
}

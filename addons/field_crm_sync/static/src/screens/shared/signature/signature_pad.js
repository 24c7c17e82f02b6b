import {Component, onMounted, useExternalListener, useRef, useState} from "@odoo/owl";

import {Icon} from "../../../app/components/icon";

const LINE = 2.5;

/**
 * Where the client signs with a finger, a pen or a mouse (S3-48).
 *
 * Ink is always dark on white, whatever the theme: the signature ends on paper.
 */
export class SignaturePad extends Component {
    static template = "field_crm_sync.SignaturePad";
    static components = {Icon};
    static props = {label: String, onChange: Function};

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({isEmpty: true});
        this.strokes = [];
        this.stroke = null;
        onMounted(() => this.redraw());
        useExternalListener(window, "resize", () => this.redraw());
    }

    redraw() {
        const {el} = this.canvas;
        const scale = window.devicePixelRatio || 1;
        el.width = el.clientWidth * scale;
        el.height = el.clientHeight * scale;
        this.ink = el.getContext("2d");
        this.ink.scale(scale, scale);
        this.ink.fillStyle = "#fff";
        this.ink.fillRect(0, 0, el.clientWidth, el.clientHeight);
        Object.assign(this.ink, {
            lineWidth: LINE,
            lineCap: "round",
            lineJoin: "round",
            strokeStyle: "#14213d",
        });
        for (const stroke of this.strokes) {
            this.draw(stroke);
        }
    }

    draw(points) {
        const {el} = this.canvas;
        this.ink.beginPath();
        points.forEach(([x, y], index) => {
            const place = [x * el.clientWidth, y * el.clientHeight];
            this.ink[index ? "lineTo" : "moveTo"](...place);
        });
        if (points.length === 1) {
            const [[x, y]] = points;
            this.ink.lineTo(x * el.clientWidth + 0.1, y * el.clientHeight);
        }
        this.ink.stroke();
    }

    /** As a share of the pad, so that turning the phone keeps the signature. */
    place(ev) {
        const box = this.canvas.el.getBoundingClientRect();
        return [
            (ev.clientX - box.left) / box.width,
            (ev.clientY - box.top) / box.height,
        ];
    }

    start(ev) {
        ev.preventDefault();
        this.canvas.el.setPointerCapture(ev.pointerId);
        this.stroke = [this.place(ev)];
        this.strokes.push(this.stroke);
        this.draw(this.stroke);
    }

    move(ev) {
        if (this.stroke) {
            this.stroke.push(this.place(ev));
            this.draw(this.stroke.slice(-2));
        }
    }

    end() {
        if (this.stroke) {
            this.stroke = null;
            this.state.isEmpty = false;
            this.canvas.el.toBlob((blob) => this.props.onChange(blob), "image/png");
        }
    }

    clear() {
        this.strokes = [];
        this.state.isEmpty = true;
        this.redraw();
        this.props.onChange(null);
    }
}

/** Dragging a stop with a mouse, a pen or a finger. */

const THRESHOLD = 5;
/** A finger that rests so long takes the stop; one that moves earlier scrolls. */
const REST_MS = 300;

export class StopDrag {
    /**
     * @param {Object} handlers onStart(id), onOver(target, event), onDrop(target, event),
     *  onEnd(); `target` is the element with `data-drop` under the pointer, or null
     */
    constructor(handlers) {
        this.handlers = handlers;
        this.listeners = {
            pointermove: this.onMove.bind(this),
            pointerup: this.onUp.bind(this),
            pointercancel: this.end.bind(this),
            keydown: this.onKeydown.bind(this),
        };
        this.onTouchMove = this.onTouchMove.bind(this);
    }

    /** Begin to watch a pointer that went down on a stop. */
    watch(ev, id) {
        if (ev.button || this.id) {
            return;
        }
        this.id = id;
        this.from = {x: ev.clientX, y: ev.clientY};
        this.isDragging = false;
        this.isTouch = ev.pointerType === "touch";
        this.element = ev.currentTarget;
        for (const [name, listener] of Object.entries(this.listeners)) {
            window.addEventListener(name, listener);
        }
        if (this.isTouch) {
            window.addEventListener("touchmove", this.onTouchMove, {passive: false});
            this.timer = setTimeout(() => this.start(), REST_MS);
        }
    }

    start() {
        this.isDragging = true;
        this.ghost = this.element.cloneNode(true);
        this.ghost.className = "o_field_planner_ghost";
        this.ghost.removeAttribute("style");
        document.body.append(this.ghost);
        this.placeGhost(this.from.x, this.from.y);
        this.handlers.onStart(this.id);
    }

    placeGhost(x, y) {
        this.ghost.style.transform = `translate(${x + 8}px, ${y + 8}px)`;
    }

    targetAt({clientX, clientY}) {
        return (
            document.elementFromPoint(clientX, clientY)?.closest("[data-drop]") || null
        );
    }

    onMove(ev) {
        const far = Math.hypot(ev.clientX - this.from.x, ev.clientY - this.from.y);
        if (!this.isDragging) {
            if (far < THRESHOLD) {
                return;
            }
            if (this.isTouch) {
                this.end();
                return;
            }
            this.start();
        }
        this.placeGhost(ev.clientX, ev.clientY);
        this.handlers.onOver(this.targetAt(ev), ev);
    }

    onTouchMove(ev) {
        if (this.isDragging) {
            ev.preventDefault();
        }
    }

    onUp(ev) {
        const {id, isDragging} = this;
        this.end();
        if (isDragging) {
            const target = this.targetAt(ev);
            // The click that ends a drag chooses nothing.
            window.addEventListener("click", stopClick, {capture: true, once: true});
            setTimeout(() => window.removeEventListener("click", stopClick, true));
            if (target) {
                this.handlers.onDrop(id, target, ev);
            }
        }
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && this.isDragging) {
            ev.preventDefault();
            ev.stopPropagation();
            this.end();
        }
    }

    end() {
        clearTimeout(this.timer);
        for (const [name, listener] of Object.entries(this.listeners)) {
            window.removeEventListener(name, listener);
        }
        window.removeEventListener("touchmove", this.onTouchMove);
        this.ghost?.remove();
        this.ghost = null;
        this.id = null;
        if (this.isDragging) {
            this.isDragging = false;
            this.handlers.onEnd();
        }
    }
}

function stopClick(ev) {
    ev.preventDefault();
    ev.stopPropagation();
}

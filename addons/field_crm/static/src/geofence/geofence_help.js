import {_t} from "@web/core/l10n/translation";

/** Says what the next click or key does. */
export function describeNextStep({tool, count, isReadonly, hasCorners, hasPosition}) {
    if (isReadonly) {
        return "";
    }
    if (tool === "place") {
        return _t("Click where the place is. Escape cancels.");
    }
    if (tool === "square") {
        return count
            ? _t("Click the opposite corner. Backspace takes the first back.")
            : _t("Click one corner of the square. Escape cancels.");
    }
    if (tool === "polygon") {
        return _t(
            "Click each corner; the first again, or Enter, finishes. " +
                "Backspace takes the last corner back, Escape cancels.",
        );
    }
    if (hasCorners) {
        return _t(
            "Drag the corners. A click between two adds one, Delete removes one.",
        );
    }
    return hasPosition
        ? _t(
              "Drag the red marker to move the place, the white handle to change " +
                  "the radius.",
          )
        : _t("Nobody knows yet where this place is: put it on the map.");
}

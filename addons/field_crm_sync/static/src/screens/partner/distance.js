import {hasPosition, positionOf} from "./reach";
import {groundDistance} from "../../engine/geo/ground";

/**
 * Metres from a position to a partner's ground, 0 inside; null where nobody knows the
 * place (AMB-12).
 */
export function distanceTo(partner, position, lists) {
    if (!hasPosition(partner) && partner.geofence_shape !== "polygon") {
        return null;
    }
    return groundDistance(position, {
        centre: positionOf(partner),
        radius: partner.geofence_radius || lists.parameters.geofence_metres || 0,
        polygon: partner.geofence_shape === "polygon" ? partner.geofence : null,
    });
}

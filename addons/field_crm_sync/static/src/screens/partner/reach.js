/** How a partner is reached: by road, by phone, by mail. */

const MAPS = "https://www.google.com/maps/dir/?api=1";
// The most stops that Google Maps takes between the start and the end.
const MOST_STOPS = 9;

export function hasPosition(partner) {
    return Boolean(partner.partner_latitude || partner.partner_longitude);
}

export function positionOf(partner) {
    return {
        latitude: partner.partner_latitude,
        longitude: partner.partner_longitude,
    };
}

function placeOf(partner) {
    if (hasPosition(partner)) {
        return `${partner.partner_latitude},${partner.partner_longitude}`;
    }
    return [partner.street, partner.zip, partner.city].filter(Boolean).join(", ");
}

/** Address of the way there, or "" where nobody knows the place (S2-18). */
export function routeTo(...partners) {
    const places = partners.map(placeOf).filter(Boolean);
    const destination = places.pop();
    if (!destination) {
        return "";
    }
    const stops = places.slice(0, MOST_STOPS).join("|");
    return [
        MAPS,
        `destination=${encodeURIComponent(destination)}`,
        ...(stops ? [`waypoints=${encodeURIComponent(stops)}`] : []),
    ].join("&");
}

/** Each way to call a partner, its persons included, once (S2-20). */
export function numbersOf(partner, persons = []) {
    const found = new Map();
    for (const person of [partner, ...persons]) {
        for (const value of [person.phone, person.mobile]) {
            if (value && !found.has(value)) {
                found.set(value, {
                    value,
                    href: `tel:${value.replace(/[^\d+]/g, "")}`,
                    name: person === partner ? "" : person.name,
                });
            }
        }
    }
    return [...found.values()];
}

import {ColourBook} from "@field_crm/map/map_colours";

const PALETTE_SIZE = 11;
const GOLDEN_ANGLE = 137.508;
export const NONE = "#9AA3AF";

/**
 * A colour for each sector: the map's own, or as many as are needed.
 *
 * @param {Number} count
 * @returns {String[]}
 */
export function sectorColours(count) {
    if (count <= PALETTE_SIZE) {
        const entries = Array.from({length: count}, (_each, key) => ({key: `s${key}`}));
        return new ColourBook().choose("sector", entries);
    }
    return Array.from({length: count}, (_each, number) => {
        const hue = Math.round((number * GOLDEN_ANGLE) % 360);
        return `hsl(${hue}, 62%, ${number % 2 ? 36 : 48}%)`;
    });
}

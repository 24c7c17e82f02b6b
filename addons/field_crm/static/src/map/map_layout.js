import {mapMemory} from "./map_memory";

import {useEnv, useState, useSubEnv} from "@odoo/owl";

/** Narrower windows have room for the list or the map, not for both. */
const ROOM_FOR_BOTH = 1200;

/**
 * What the list and the map know of each other, in `env.clientMap`.
 *
 * `activeId` is the record that is chosen in both; `sought` the one that the list asks
 * the map to show: {id, latitude, longitude}.
 */
export function useClientMap() {
    const env = useEnv();
    const isNarrow = env.isSmall || window.innerWidth < ROOM_FOR_BOTH;
    const memory = isNarrow ? "isShownAlone" : "isShown";
    const clientMap = useState({
        isNarrow,
        isShown: !env.inDialog && mapMemory.get(memory, !isNarrow),
        activeId: false,
        sought: null,
        toggle() {
            clientMap.isShown = !clientMap.isShown;
            mapMemory.set(memory, clientMap.isShown);
        },
        seek(place) {
            clientMap.sought = place;
            clientMap.activeId = place.id;
            if (!clientMap.isShown) {
                clientMap.toggle();
            }
        },
        get className() {
            if (!clientMap.isShown) {
                return "";
            }
            return isNarrow ? "o_field_crm_map_alone" : "o_field_crm_map_beside";
        },
    });
    useSubEnv({clientMap});
    return clientMap;
}

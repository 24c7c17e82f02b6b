import {useRouter} from "../../app/router";

/** A key as the phone keeps it: numbers for records, text for what is still to create. */
export function readKey(text) {
    return /^\d+$/.test(text) ? Number(text) : text;
}

export function useNavigation() {
    const router = useRouter();
    return {
        openPartner(key, sheet = "") {
            router.go(`/card/${key}${sheet ? `?sheet=${sheet}` : ""}`);
        },
        back(home) {
            router.back(home);
        },
    };
}

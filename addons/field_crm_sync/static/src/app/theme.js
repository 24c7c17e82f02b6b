const DARK = "(prefers-color-scheme: dark)";

/** Light or dark: as the rep chose, else as the phone is set. */
export class Theme {
    constructor() {
        this.chosen = null;
        window.matchMedia(DARK).addEventListener("change", () => this._apply());
        this._apply();
    }

    /** @param {"light" | "dark" | null} theme */
    choose(theme) {
        this.chosen = theme || null;
        this._apply();
    }

    _apply() {
        const follows = window.matchMedia(DARK).matches ? "dark" : "light";
        document.documentElement.dataset.theme = this.chosen || follows;
    }
}

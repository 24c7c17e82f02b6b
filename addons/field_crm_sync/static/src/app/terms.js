import {
    translatedTermsGlobal,
    translatedTerms,
    translationIsReady,
    translationLoaded,
} from "@web/core/l10n/translation";

/** The language of a list that a reader understands best.
 *
 * @param {string[]} known codes as Odoo writes them: fr_FR
 * @param {readonly string[]} wanted codes as browsers write them, the best first
 */
export function chooseLanguage(known, wanted) {
    for (const code of wanted) {
        const [language] = code.replace("-", "_").split("_");
        if (language === "en") {
            return null;
        }
        const found =
            known.find((one) => one === code.replace("-", "_")) ||
            known.find((one) => one.split("_")[0] === language);
        if (found) {
            return found;
        }
    }
    return null;
}

/** Put the app's words in place; they lie on the phone beside its code.
 *
 * @param {Record<string, string>} addresses of terms by language
 * @param {readonly string[]} wanted
 */
export async function loadTerms(addresses, wanted) {
    const lang = chooseLanguage(Object.keys(addresses), wanted);
    document.documentElement.lang = lang ? lang.replace("_", "-") : "en";
    if (lang) {
        try {
            const response = await fetch(addresses[lang]);
            Object.assign(translatedTermsGlobal, await response.json());
        } catch (error) {
            console.warn(error);
        }
    }
    translatedTerms[translationLoaded] = true;
    translationIsReady.resolve(true);
}

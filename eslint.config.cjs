/*
 * Rules for the browser code of the add-ons. Layout is prettier's business.
 * `globals` is found through NODE_PATH: the tools are installed outside the checkout.
 */
const js = require("@eslint/js");
const globals = require("globals");

const rules = {
    ...js.configs.recommended.rules,
    "array-callback-return": "error",
    complexity: ["error", 15],
    "consistent-return": "error",
    curly: "error",
    "default-case-last": "error",
    "dot-notation": "error",
    eqeqeq: ["error", "smart"],
    "max-depth": ["error", 4],
    "no-alert": "error",
    "no-console": ["error", {allow: ["warn", "error"]}],
    "no-else-return": "error",
    "no-eval": "error",
    "no-extend-native": "error",
    "no-implied-eval": "error",
    "no-lonely-if": "error",
    "no-new-wrappers": "error",
    "no-return-assign": "error",
    "no-self-compare": "error",
    "no-shadow": "error",
    "no-template-curly-in-string": "error",
    "no-throw-literal": "error",
    "no-unneeded-ternary": "error",
    "no-unused-expressions": "error",
    "no-unused-vars": ["error", {argsIgnorePattern: "^_", varsIgnorePattern: "^_"}],
    "no-use-before-define": ["error", {functions: false}],
    "no-useless-concat": "error",
    "no-useless-return": "error",
    "no-var": "error",
    "object-shorthand": "error",
    "prefer-const": "error",
    "prefer-promise-reject-errors": "error",
    "prefer-template": "error",
    radix: "error",
    "require-await": "error",
    yoda: "error",
};

const serviceWorkers = ["**/static/src/**/service_worker.js"];

module.exports = [
    {ignores: ["**/static/lib/**", "**/node_modules/**"]},
    {linterOptions: {reportUnusedDisableDirectives: "error"}},
    {
        files: ["**/static/src/**/*.js", "**/static/tests/**/*.js"],
        ignores: serviceWorkers,
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
        rules,
    },
    {
        // A service worker is served as it is, outside Odoo's bundles.
        files: serviceWorkers,
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "script",
            globals: globals.serviceworker,
        },
        rules,
    },
    {
        files: ["*.config.cjs"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "commonjs",
            globals: globals.node,
        },
        rules,
    },
];

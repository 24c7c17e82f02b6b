/*
 * Layout of JavaScript, SCSS, XML and YAML. The XML plugin is named by its path because
 * the tools are installed outside the checkout and found through NODE_PATH.
 */
module.exports = {
    plugins: [require.resolve("@prettier/plugin-xml")],
    printWidth: 88,
    tabWidth: 4,
    bracketSpacing: false,
    xmlQuoteAttributes: "double",
    xmlSelfClosingSpace: true,
    // White space is content in QWeb templates and mail bodies.
    xmlWhitespaceSensitivity: "preserve",
    overrides: [{files: ["*.json", "*.yml", "*.yaml"], options: {tabWidth: 2}}],
};

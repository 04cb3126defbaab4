const { execSync } = require("node:child_process");

module.exports = {
  title: "Weaving",
  url: "https://example.org",
  baseUrl: "/",
  plugins: [
    () => ({
      name: "thumbindex",
      postBuild({ outDir }) {
        execSync(`npx thumbindex build "${outDir}" --inject`, { stdio: "inherit" });
      },
    }),
  ],
  presets: [
    [
      "classic",
      {
        blog: false,
        docs: {
          routeBasePath: "/",
          sidebarPath: "./sidebars.js",
          editUrl: "https://example.org/edit/",
        },
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: "Weaving",
      items: [
        { type: "docSidebar", sidebarId: "handbook", label: "Handbook" },
        { href: "https://example.org/source", label: "Source", position: "right" },
      ],
    },
    footer: { copyright: "Copyright of the weavers." },
  },
};

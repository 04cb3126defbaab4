import { execSync } from "node:child_process";

export default {
  buildEnd({ outDir }) {
    execSync(`npx thumbindex build "${outDir}" --inject`, { stdio: "inherit" });
  },
  title: "Weaving",
  lastUpdated: true,
  markdown: { lineNumbers: true },
  themeConfig: {
    editLink: { pattern: "https://example.org/edit/:path" },
    nav: [{ text: "Guide", link: "/guide/warping" }],
    sidebar: [
      { text: "Weaving handbook", link: "/" },
      {
        text: "Guide",
        items: [
          { text: "Warping the loom", link: "/guide/warping" },
          { text: "Care of the loom", link: "/guide/care" },
        ],
      },
      { text: "Reference", items: [{ text: "Knots", link: "/reference/knots" }] },
    ],
  },
};

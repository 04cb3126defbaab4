import { execSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

const thumbindex = {
  name: "thumbindex",
  hooks: {
    "astro:build:done": ({ dir }) => {
      execSync(`npx thumbindex build "${fileURLToPath(dir)}" --inject`, { stdio: "inherit" });
    },
  },
};

export default defineConfig({
  site: "https://example.org",
  integrations: [
    starlight({
      title: "Weaving",
      pagefind: false,
      editLink: { baseUrl: "https://example.org/edit/" },
      sidebar: [
        { label: "Weaving handbook", slug: "index" },
        { label: "Guide", items: ["guide/warping", "guide/care"] },
        { label: "Reference", items: ["reference/knots"] },
      ],
    }),
    thumbindex,
  ],
});

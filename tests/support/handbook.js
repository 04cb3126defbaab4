// A book in two parts with all that can hide a section: a header that stays, a closed `<details>`, tabs. It is made here rather than
// kept as files, since a test wants to see what stands in it.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratch } from "./paths.js";

const STYLE = `
body { margin: 0; font: 16px/1.5 sans-serif; }
header { position: sticky; top: 0; height: 60px; background: #eee; }
main { max-width: 40rem; margin: 0 auto; }
.wide { overflow-x: auto; }
.wide div { width: 3000px; }
`;

const FILLER = "<p>Nothing of note stands in this paragraph.</p>".repeat(40);

/** What stands in each chapter, in order. @type {[part: string, path: string, title: string, body: string][]} */
export const CHAPTERS = [
  ["Guide", "guide/start.html", "Starting", `<p>Weave the first thread here.</p>${FILLER}`],
  [
    "Guide",
    "guide/loom.html",
    "The Loom",
    `${FILLER}<h2 id="warp">Warp</h2><p>A warp thread is stretched. Thread after thread.</p>${FILLER}
     <details id="more"><summary>More</summary><h2 id="secret">Secret knots</h2><p>A hidden thread and its knot.</p></details>
     <div role="tablist"><button role="tab" id="one" aria-controls="panel-one" aria-selected="true">One</button>
     <button role="tab" id="two" aria-controls="panel-two" aria-selected="false">Two</button></div>
     <div role="tabpanel" id="panel-one">The first panel.</div>
     <div role="tabpanel" id="panel-two" hidden><h2 id="tabbed">Tabbed bobbin</h2><p>A bobbin holds thread.</p></div>
     <div class="wide"><div>A table that is far too wide.</div></div>${FILLER}`,
  ],
  ["Reference", "reference/shuttle.html", "Shuttle", `<p>The shuttle carries the thread.</p>${FILLER}`],
  ["Reference", "reference/reed.html", "Reed", `<p>The reed beats the thread home.</p>${FILLER}`],
];

/** What a host's own script does for its tabs. */
const SCRIPT = `
for (const tab of document.querySelectorAll("[role=tab]"))
  tab.addEventListener("click", () => {
    for (const panel of document.querySelectorAll("[role=tabpanel]"))
      panel.hidden = panel.id !== tab.getAttribute("aria-controls");
  });
`;

/**
 * Writes the book.
 * @param {{ lang?: string, dir?: string, end?: string }} [host]  `end` stands at the end of each page's main part
 * @returns {string} its folder
 */
export function handbook({ lang = "en", dir = "ltr", end = "" } = {}) {
  const folder = scratch("handbook");
  const parts = [...new Set(CHAPTERS.map(([part]) => part))];
  const links = (/** @type {string} */ part) =>
    CHAPTERS.filter(([other]) => other === part).map(
      ([, path, title]) => `<li><a href="/${path}">${title}</a></li>`,
    );
  const nav = parts.map((part) => `<li>${part}<ul>${links(part).join("")}</ul></li>`).join("");
  for (const [, path, title, body] of CHAPTERS) {
    write(
      join(folder, path),
      `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>${title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="stylesheet" href="/style.css"><script src="/tabs.js" defer></script></head>
      <body><header>Handbook of weaving</header><nav aria-label="Chapters"><ul>${nav}</ul></nav>
      <main><h1>${title}</h1>${body}${end}</main></body></html>`,
    );
  }
  write(join(folder, "style.css"), STYLE);
  write(join(folder, "tabs.js"), SCRIPT);
  return folder;
}

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

// What visitors download and wait for, and what a build costs its author: one question after the other, as tables.
//
// usage: node run.mjs [--quick] [--only NAME,...]      started by `cargo xtask bench --visits`
//
// `--quick` leaves out what takes minutes; `--only` asks some of the questions. Both print only; a full run is the page
// bench/VISITS.md.

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import * as book from "./book.mjs";
import { PAGEFIND } from "./builds.mjs";
import * as code from "./code.mjs";
import * as edits from "./edits.mjs";
import * as frames from "./frames.mjs";
import * as growth from "./growth.mjs";
import * as large from "./large.mjs";
import * as layouts from "./layouts.mjs";
import * as steps from "./steps.mjs";
import { at } from "./support.mjs";
import { closeChromium } from "./visitor.mjs";

const QUESTIONS = { code, book, frames, steps, layouts, large, growth, edits };

const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const asked = values.only?.split(",") ?? Object.keys(QUESTIONS);
const parts = [];
try {
  for (const [name, question] of Object.entries(QUESTIONS)) {
    if (!asked.includes(name)) continue;
    const start = performance.now();
    parts.push(`## ${question.title}\n\n${await question.run({ quick: values.quick ?? false })}`);
    console.log(`${parts.at(-1)}\n\n(${name}: ${Math.round((performance.now() - start) / 1000)} s)\n`);
  }
} finally {
  await closeChromium();
}
if (!values.quick && !values.only) {
  const head = `# Visits

Made by \`cargo xtask bench --visits\`: what visitors download and wait for, what a build costs. Everything of one run, on
${cpus().length} × ${cpus()[0]?.model}, which was shared: times are for comparing within the run, all else is the same in every run. 1 KB
is 1,000 bytes. Pagefind ${PAGEFIND}.`;
  writeFileSync(at("bench/VISITS.md"), `${[head, ...parts].join("\n\n")}\n`);
}

// axe-core in a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** @import { Page } from "playwright-core" */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * One line for each element that breaks a rule.
 * @param {Page} page
 * @param {...string} within  selectors
 */
export async function violations(page, ...within) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (include) => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (globalThis));
    const { violations } = await axe.run({ include });
    return violations;
  }, within);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

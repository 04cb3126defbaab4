// The recipes in the guide are the ones that sites are built by (cargo xtask hosts).

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { at } from "../support/paths.js";

const PAGES = at("guide/src/hosts");

/** What is not source in a fixture is small; its files are a handful. @param {string} folder */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8"));

/** @param {string} text */
const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Whether all lines of a recipe stand in a file, in their order. @param {string[]} recipe @param {string[]} file */
function standsIn(recipe, file) {
  let next = 0;
  return recipe.every((line) => {
    next = file.indexOf(line, next) + 1;
    return next > 0;
  });
}

for (const page of readdirSync(PAGES)) {
  const host = page.replace(/\.md$/, "");
  test(`the recipe for ${host} is the one that its site is built by`, () => {
    const files = filesOf(at(`tests/hosts/${host}`)).map(linesOf);
    const recipes = [...readFileSync(join(PAGES, page), "utf8").matchAll(/^```\w+\n(.*?)^```$/gms)];
    assert.ok(recipes.length > 0);
    for (const [, recipe = ""] of recipes)
      assert.ok(
        files.some((file) => standsIn(linesOf(recipe), file)),
        `no file of tests/hosts/${host} has these lines:\n${recipe}`,
      );
  });
}

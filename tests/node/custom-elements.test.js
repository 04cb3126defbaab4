// What custom-elements.json tells editors is what the widget has: no event, part or property more, and none less.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { at } from "../support/paths.js";

/** @typedef {{ name: string }[]} Names */

const { modules } = JSON.parse(readFileSync(at("npm/custom-elements.json"), "utf8"));
/** @type {{ tagName: string, events?: Names, members?: { kind: string, name: string }[], cssParts?: Names, cssProperties?: Names }[]} */
const elements = modules.flatMap((/** @type {{ declarations: unknown[] }} */ module) => module.declarations);
const button = elements[0];

/** All of js/ with these endings. @param {string} ending */
const source = (ending) =>
  readdirSync(at("js"))
    .filter((name) => name.endsWith(ending) && !name.endsWith(".test.js"))
    .map((name) => readFileSync(at(`js/${name}`), "utf8"))
    .join("\n");
const [js, css] = [source(".js"), source(".css")];

/** @param {Names | undefined} list */
const names = (list) => (list ?? []).map(({ name }) => name).sort();

/** @param {string} text @param {RegExp} pattern */
const found = (text, pattern) =>
  [...new Set([...text.matchAll(pattern)].map((match) => String(match[1])))].sort();

test("its events are those that are sent", () => {
  const sent = found(js, /\bemit\(\s*"(\w+)"/g).map((name) => `thumbindex:${name}`);
  assert.deepEqual(names(button?.events), sent);
});

test("its custom properties are those that the styles ask for", () => {
  const asked = found(css, /var\(\s*(--thumbindex-[\w-]+)/g);
  assert.deepEqual(names(button?.cssProperties), asked);
});

test("every part that it names is one, and so is every method and every property", () => {
  for (const { name } of elements.flatMap(({ cssParts }) => cssParts ?? [])) {
    const isClass = new RegExp(`["\`\\s]${name}["\`\\s]`).test(js) || css.includes(`.${name} `);
    assert.ok(isClass, name);
  }
  for (const { kind, name } of button?.members ?? [])
    assert.match(
      js,
      kind === "field" ? new RegExp(`"thumb-index"\\)\\?\\.${name}\\b`) : new RegExp(`\\n {4}${name}\\(`),
      name,
    );
});

test("the guide has every property and event", () => {
  const guide = readFileSync(at("guide/src/widget.md"), "utf8");
  for (const name of [...names(button?.events), ...names(button?.cssProperties)])
    assert.ok(guide.includes(`\`${name}\``), name);
});

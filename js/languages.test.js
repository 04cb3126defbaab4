import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { tableFor, tables, translation } from "./languages.js";
import { en, stringsFor } from "./strings.js";

/** The blanks of a text. @param {string} text */
const blanks = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

for (const [tag, load] of Object.entries(tables)) {
  describe(`the table of ${tag}`, async () => {
    const { default: strings } = await load();
    const { count, ...texts } = strings;

    test("has the words of English and no others, with the same blanks", () => {
      assert.deepEqual(Object.keys(strings).sort(), Object.keys(en).sort());
      for (const [name, text] of Object.entries(texts)) {
        const english = /** @type {{ [name: string]: unknown }} */ (en)[name];
        assert.deepEqual(blanks(text), blanks(String(english)), name);
        assert.equal(text, text.trim(), name);
        assert.notEqual(text, "", name);
      }
    });

    test("has a form for every kind of number", () => {
      const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
      assert.deepEqual(Object.keys(count).sort(), [...pluralCategories].sort());
      assert.deepEqual(blanks(count.other), ["{n}"]);
      assert.ok(stringsFor(tag, strings).count(12, true).includes("12"));
    });
  });
}

test("a table is found by language, region or script", () => {
  for (const [tag, table] of [
    ["de", "de"],
    ["pt-BR", "pt"],
    ["zh", "zh-hans"],
    ["zh-CN", "zh-hans"],
    ["zh-TW", "zh-hant"],
    ["zh-Hant-HK", "zh-hant"],
  ]) {
    assert.equal(tableFor(String(tag)), table, tag);
  }
});

test("a language without a table, or no language at all, is left to English", async () => {
  assert.equal(await translation("tlh"), undefined);
  assert.equal(await translation("not a tag"), undefined);
});

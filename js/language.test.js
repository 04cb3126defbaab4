import assert from "node:assert/strict";
import { test } from "node:test";
import { pickLanguage } from "./language.js";

const book = [
  { language: "en", name: "" },
  { language: "pt-BR", name: "a.tix" },
  { language: "pt-PT", name: "b.tix" },
];

test("the very tag comes first, whatever its case", () => {
  assert.equal(pickLanguage(book, "PT-pt")?.name, "b.tix");
});

test("another region's language is better than another language", () => {
  assert.equal(pickLanguage(book, "pt-AO")?.name, "a.tix");
  assert.equal(pickLanguage(book, "en-GB")?.name, "");
});

test("a language that the book does not have leaves it in its own", () => {
  assert.equal(pickLanguage(book, "fi")?.name, "");
  assert.equal(pickLanguage(book)?.name, "");
  assert.equal(pickLanguage([], "fi"), undefined);
});

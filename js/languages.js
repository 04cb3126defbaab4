// The languages of the widget besides English. Loaded on a page that is in none of English's forms; each table is a file of its
// own, and a reader loads one.

/** @import { Strings } from "./strings.js" */

/** @type {{ [tag: string]: () => Promise<{ default: Strings }> }} */
export const tables = {
  ar: () => import("./languages/ar.js"),
  de: () => import("./languages/de.js"),
  es: () => import("./languages/es.js"),
  fr: () => import("./languages/fr.js"),
  he: () => import("./languages/he.js"),
  it: () => import("./languages/it.js"),
  ja: () => import("./languages/ja.js"),
  ko: () => import("./languages/ko.js"),
  nl: () => import("./languages/nl.js"),
  pl: () => import("./languages/pl.js"),
  pt: () => import("./languages/pt.js"),
  ru: () => import("./languages/ru.js"),
  tr: () => import("./languages/tr.js"),
  uk: () => import("./languages/uk.js"),
  "zh-hans": () => import("./languages/zh-hans.js"),
  "zh-hant": () => import("./languages/zh-hant.js"),
};

/**
 * The words for a page, or `undefined` where English has to do.
 * @param {string} tag  BCP 47, as in `<html lang>`
 * @returns {Promise<Strings | undefined>}
 */
export async function translation(tag) {
  return (await tables[tableFor(tag)]?.())?.default;
}

/** Chinese is chosen by its characters, which follow from the region where they are not named. @param {string} tag */
export function tableFor(tag) {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return language === "zh" ? `zh-${script?.toLowerCase()}` : language;
  } catch {
    return "";
  }
}

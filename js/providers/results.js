// From what a provider has found to results. It is data from elsewhere: whatever is not of the promised form is left out, an address
// that is no page's is dropped, and nothing but text gets through.

/** @import { PageResult, Piece, Results } from "../types.js" */

/** More letters than these are no excerpt. */
const LETTERS = 300;
/** Nor more than these a heading, or an answer that anybody has asked for: an index has as many at the most. */
const LINE = 2000;

/**
 * @param {string} query
 * @param {unknown} found
 * @param {{ limit: number, excerpts: boolean }} wish
 * @returns {Omit<Results, "tookMs"> | undefined}  nothing where there is no list of sections
 */
export function resultsOf(query, found, { limit, excerpts }) {
  const { sections, total, totalIsExact } = Object(found);
  if (!Array.isArray(sections)) return;
  /** @type {Map<string, PageResult>} */
  const pages = new Map();
  const kept = sections
    .slice(0, limit + LINE)
    .map(Object)
    .filter(({ url }) => isPage(url));
  for (const [at, section] of kept.slice(0, limit).entries()) {
    const address = section.url.replace(/#.*/s, "");
    const score = Number.isFinite(section.score) ? section.score : 1 / (at + 1);
    /** @type {PageResult} */
    const page = pages.get(address) ?? {
      url: address,
      title: lineOf(section.title) || address,
      breadcrumbs: listOf(section.breadcrumbs).map(lineOf).filter(Boolean),
      score,
      sections: [],
    };
    pages.set(address, page);
    page.sections.push({
      url: section.url,
      heading: lineOf(section.heading),
      score,
      excerpt: excerpts ? excerptOf(section.excerpt) : [],
    });
  }
  const shown = Math.min(kept.length, limit);
  return {
    query,
    corrected: null,
    total: Number.isSafeInteger(total) ? Math.max(total, shown) : shown,
    totalIsExact: totalIsExact !== false,
    pages: [...pages.values()],
  };
}

/** @param {unknown} url */
function isPage(url) {
  try {
    // Relative to what does not matter here.
    return typeof url === "string" && /^https?:$/.test(new URL(url, "https://site.example").protocol);
  } catch {
    return false;
  }
}

/** @param {unknown} text */
const lineOf = (text) => (typeof text === "string" ? text.slice(0, LINE).replace(/\s+/g, " ").trim() : "");

/** @param {unknown} list @returns {unknown[]} */
const listOf = (list) => (Array.isArray(list) ? list.slice(0, LETTERS) : []);

/** @param {unknown} excerpt @returns {Piece[]} */
function excerptOf(excerpt) {
  /** @type {Piece[]} */
  const pieces = [];
  let room = LETTERS;
  for (const piece of typeof excerpt === "string" ? [{ text: excerpt }] : listOf(excerpt)) {
    const { text, mark, code } = Object(piece);
    if (typeof text !== "string" || !text || room <= 0) continue;
    const line = code === true ? text : text.replace(/\s+/g, " ");
    // Half of a letter that takes two units is none.
    const cut = line.length > room ? `${line.slice(0, room).replace(/[\ud800-\udbff]$/, "")}…` : line;
    room -= line.length;
    pieces.push({ text: cut, mark: mark === true, ...(code === true && { code }) });
  }
  return pieces;
}

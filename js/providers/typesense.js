// Typesense 0.24 and later: POST /multi_search, with one question. The other way to search takes the reader's words in the address,
// which servers and proxies write down.

import { MARK, piecesOf, UNMARK } from "./marks.js";

/** @import { RemoteEngine } from "./remote.js" */

/** More than these are refused. */
const MOST = 250;
/** How many words of an excerpt stand on each side of what was found. */
const AROUND = 12;

/** @param {string} collection @param {string} [key]  one that may search and nothing else @returns {RemoteEngine} */
export const typesense = (collection, key) => ({
  path: "multi_search",
  headers: key ? { "x-typesense-api-key": key } : {},
  body: (query, { limit, correct }) => ({
    searches: [
      {
        collection,
        q: query,
        query_by: "heading,page,breadcrumbs,text",
        per_page: Math.min(limit, MOST),
        num_typos: correct ? 2 : 0,
        include_fields: "url,page,heading,breadcrumbs,text",
        highlight_fields: "text",
        highlight_affix_num_tokens: AROUND,
        highlight_start_tag: MARK,
        highlight_end_tag: UNMARK,
        enable_highlight_v1: false,
      },
    ],
  }),
  read({ hits, found, search_cutoff }) {
    if (!Array.isArray(hits)) return;
    const sections = hits.map((hit) => ({
      ...hit?.document,
      title: hit?.document?.page,
      // Found in a heading alone, a section shows how its text begins.
      excerpt: piecesOf(hit?.highlight?.text?.snippet ?? hit?.document?.text),
      score: hit?.text_match,
    }));
    return { sections, total: found, totalIsExact: !search_cutoff };
  },
});

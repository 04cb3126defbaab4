// Meilisearch 1.3 and later: POST /indexes/UID/search.

import { MARK, piecesOf, UNMARK } from "./marks.js";

/** @import { RemoteEngine } from "./remote.js" */

/** How many words an excerpt has. */
const WORDS = 35;

/** @param {string} index @param {string} [key]  one that may search and nothing else @returns {RemoteEngine} */
export const meilisearch = (index, key) => ({
  path: `indexes/${encodeURIComponent(index)}/search`,
  headers: key ? { authorization: `Bearer ${key}` } : {},
  body: (query, { limit }) => ({
    q: query,
    limit,
    attributesToRetrieve: ["url", "page", "heading", "breadcrumbs"],
    attributesToCrop: ["text"],
    cropLength: WORDS,
    attributesToHighlight: ["text"],
    highlightPreTag: MARK,
    highlightPostTag: UNMARK,
    showRankingScore: true,
  }),
  read({ hits, estimatedTotalHits }, { limit }) {
    if (!Array.isArray(hits)) return;
    const sections = hits.map((hit) => ({
      ...hit,
      title: hit?.page,
      excerpt: piecesOf(hit?._formatted?.text),
      score: hit?._rankingScore,
    }));
    // A guess, unless all of them are here.
    return { sections, total: estimatedTotalHits, totalIsExact: hits.length < limit };
  },
});

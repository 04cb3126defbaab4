// OpenSearch (and Elasticsearch 7 and later, which is asked in the same words): POST /INDEX/_search.

import { MARK, piecesOf, UNMARK } from "./marks.js";

/** @import { RemoteEngine } from "./remote.js" */

const FIELDS = ["heading^4", "page^2", "breadcrumbs", "text"];
/** How many letters an excerpt has. */
const LETTERS = 180;
/** More words than these are a text that was pasted, and the engine has a limit for what one question may ask. */
const MOST = 20;

/** @param {string} index @param {string} [key]  `user:password` of one who may search and nothing else @returns {RemoteEngine} */
export const opensearch = (index, key) => ({
  path: `${encodeURIComponent(index)}/_search`,
  headers: key ? { authorization: `Basic ${base64(key)}` } : {},
  body: (query, { limit, correct }) => ({
    size: limit,
    _source: ["url", "page", "heading", "breadcrumbs"],
    query: { bool: { must: clauses(query, correct) } },
    highlight: {
      pre_tags: [MARK],
      post_tags: [UNMARK],
      fields: { text: { number_of_fragments: 1, fragment_size: LETTERS, no_match_size: LETTERS } },
    },
  }),
  read({ hits: found }) {
    if (!Array.isArray(found?.hits)) return;
    const sections = found.hits.map((/** @type {any} */ hit) => ({
      ...hit?._source,
      title: hit?._source?.page,
      excerpt: piecesOf(hit?.highlight?.text?.[0]),
      score: hit?._score,
    }));
    return { sections, total: found.total?.value, totalIsExact: found.total?.relation === "eq" };
  },
});

/**
 * Each word must be somewhere in the section, whichever of its fields that is; the last one may be unfinished.
 * @param {string} query
 * @param {boolean} correct
 */
function clauses(query, correct) {
  const words = [...query.matchAll(/"([^"]+)"|[^\s"]+/g)].slice(0, MOST);
  const last = words.at(-1);
  const spelling = correct ? { fuzziness: "AUTO", prefix_length: 1 } : {};
  return words.map((match) => {
    const [word, phrase] = match;
    // A word that an analyzer drops, such as "the", asks for nothing.
    const common = { fields: FIELDS, zero_terms_query: "all" };
    if (phrase) return { multi_match: { ...common, query: phrase, type: "phrase" } };
    const whole = { multi_match: { ...common, query: word, operator: "and", ...spelling } };
    if (match !== last || query.endsWith(" ")) return whole;
    const begun = { multi_match: { ...common, query: word, type: "phrase_prefix" } };
    return { bool: { should: [whole, begun] } };
  });
}

/** @param {string} text */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

// A server that answers as Meilisearch, Typesense or OpenSearch does, filled by `thumbindex export`: their requests, answers and
// refusals in the forms of their own documentation. It finds what has the words' beginnings, and marks them as it is told to.

import { createServer } from "node:http";
import { thumbindex } from "./command.js";

/** @import { EngineSettings } from "../../dist/index.js" */

/** @typedef {EngineSettings["engine"]} Name */
/** @typedef {{ url: string, page: string, heading: string, breadcrumbs: string[], text: string }} Section */
/** @typedef {{ path: string, headers: import("node:http").IncomingHttpHeaders, body: any }} Asked */
/** @typedef {{ status?: number, body?: unknown, raw?: string }} Said  in place of what it would answer */

/** @type {Name[]} */
export const NAMES = ["meilisearch", "typesense", "opensearch"];
export const COLLECTION = "handbook";
/** What each takes for a key. */
export const KEY = "reader:search-only";

/**
 * @typedef {object} Manner
 * @property {string} path
 * @property {[header: string, value: string]} key
 * @property {(body: any) => { query: string, limit: number, marks: [string, string] }} read
 * @property {(found: { section: Section, excerpt: string }[], total: number) => unknown} answer
 * @property {Said} stranger  what it says to one without a key
 * @property {Said} nowhere  what it says of a collection that is not there
 */

/** @type {Record<Name, Manner>} */
export const MANNERS = {
  meilisearch: {
    path: `/indexes/${COLLECTION}/search`,
    key: ["authorization", `Bearer ${KEY}`],
    read: ({ q, limit, highlightPreTag, highlightPostTag }) => ({
      query: q,
      limit,
      marks: [highlightPreTag, highlightPostTag],
    }),
    answer: (found, total) => ({
      hits: found.map(({ section: { text, ...fields }, excerpt }, at) => ({
        ...fields,
        _formatted: { ...fields, text: excerpt },
        _rankingScore: 0.9 - at / 100,
      })),
      query: "",
      processingTimeMs: 1,
      limit: found.length,
      offset: 0,
      estimatedTotalHits: total,
    }),
    stranger: {
      status: 403,
      body: { message: "The provided API key is invalid.", code: "invalid_api_key", type: "auth", link: "" },
    },
    nowhere: {
      status: 404,
      body: {
        message: "Index `handbook` not found.",
        code: "index_not_found",
        type: "invalid_request",
        link: "",
      },
    },
  },
  typesense: {
    path: "/multi_search",
    key: ["x-typesense-api-key", KEY],
    read: ({ searches: [{ q, per_page, highlight_start_tag, highlight_end_tag }] }) => ({
      query: q,
      limit: per_page,
      marks: [highlight_start_tag, highlight_end_tag],
    }),
    answer: (found, total) => ({
      results: [
        {
          facet_counts: [],
          found: total,
          hits: found.map(({ section, excerpt }, at) => ({
            document: section,
            highlight: excerpt === section.text ? {} : { text: { matched_tokens: [], snippet: excerpt } },
            text_match: 578730123365712000 - at * 100,
          })),
          out_of: 100,
          page: 1,
          search_cutoff: false,
          search_time_ms: 1,
        },
      ],
    }),
    stranger: {
      status: 401,
      body: { message: "Forbidden - a valid `x-typesense-api-key` header must be sent." },
    },
    nowhere: { body: { results: [{ code: 404, error: "Not found." }] } },
  },
  opensearch: {
    path: `/${COLLECTION}/_search`,
    key: ["authorization", `Basic ${btoa(KEY)}`],
    read: ({ size, query, highlight }) => ({
      query: query.bool.must.map(wordOf).join(" "),
      limit: size,
      marks: [highlight.pre_tags[0], highlight.post_tags[0]],
    }),
    answer: (found, total) => ({
      took: 1,
      timed_out: false,
      _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
      hits: {
        total: { value: total, relation: "eq" },
        max_score: 9,
        hits: found.map(({ section: { text, ...fields }, excerpt }, at) => ({
          _index: COLLECTION,
          _id: String(at),
          _score: 9 - at,
          _source: fields,
          highlight: { text: [excerpt] },
        })),
      },
    }),
    stranger: { status: 401, raw: "Unauthorized" },
    nowhere: {
      status: 404,
      body: {
        error: { type: "index_not_found_exception", reason: "no such index [handbook]", index: COLLECTION },
        status: 404,
      },
    },
  },
};

/** @param {any} clause @returns {string} */
const wordOf = ({ multi_match, bool }) => multi_match?.query ?? wordOf(bool.should[0]);

/**
 * @param {Name} name
 * @param {string} index  whose sections it holds
 */
export async function fakeEngine(name, index) {
  const { path, key, read, answer, stranger, nowhere } = MANNERS[name];
  const lines = thumbindex("export", index, "--format", name).trim().split("\n");
  const sections = lines.map((line) => JSON.parse(line)).filter(({ url }) => url);
  /** @type {Asked[]} */
  const asked = [];
  /** @type {{ instead?: Said | "silence" }} */
  const state = {};
  const server = createServer(async (request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "content-type, authorization, x-typesense-api-key");
    if (request.method === "OPTIONS") return void response.end();
    const text = (await request.toArray()).join("");
    asked.push({ path: request.url ?? "", headers: request.headers, body: JSON.parse(text) });
    if (state.instead === "silence") return;
    const isKnown = request.headers[key[0]] === key[1];
    const isThere = request.url === path;
    const said =
      state.instead ?? (isKnown ? (isThere ? { body: found(JSON.parse(text)) } : nowhere) : stranger);
    response.writeHead(said.status ?? 200, { "content-type": "application/json" });
    response.end(said.raw ?? JSON.stringify(said.body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));

  /** @param {any} body */
  function found(body) {
    const { query, limit, marks } = read(body);
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const pattern = new RegExp(`\\b(?:${words.join("|")})\\w*`, "gi");
    const matching = sections.filter(({ heading, text }) =>
      words.every((/** @type {string} */ word) => `${heading} ${text}`.toLowerCase().includes(word)),
    );
    const excerpts = matching.map((section) => ({
      section,
      excerpt: section.text.replace(pattern, (/** @type {string} */ word) => marks.join(word)),
    }));
    return answer(excerpts.slice(0, limit), matching.length);
  }

  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    asked,
    state,
    settings: /** @type {EngineSettings} */ ({ engine: name, url, collection: COLLECTION, key: KEY }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

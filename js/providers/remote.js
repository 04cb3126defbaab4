// A provider that asks an engine on another machine. What differs between engines is said in a file for each, as data in and data
// out; asking, and what can go wrong, is here.

import { meilisearch } from "./meilisearch.js";
import { opensearch } from "./opensearch.js";
import { typesense } from "./typesense.js";

/** @import { Asked, EngineSettings, Found, Provider } from "../types.js" */
/** @import { ThumbindexError } from "../provided.js" */

/**
 * How an engine is asked, and how its answer is read.
 * @typedef {object} RemoteEngine
 * @property {string} path  below the engine's address
 * @property {Record<string, string>} headers
 * @property {(query: string, wish: Pick<Asked, "limit" | "correct">) => object} body  sent as JSON
 * @property {(answer: any, wish: Pick<Asked, "limit">) => { [part in keyof Found]: any } | undefined} read  of an answer that is an
 *   object; `undefined` where it has not the engine's form. What is in it is checked by others
 */

const ENGINES = { meilisearch, typesense, opensearch };

/** So much of what an engine says of a refusal is told. */
const SAID = 200;

/**
 * @param {EngineSettings | DOMStringMap} settings  the script tag calls the engine its provider
 * @param {ThumbindexError} ThumbindexError
 * @returns {Provider}
 */
export function remote(settings, ThumbindexError) {
  const { engine: name, url, collection, key } = settingsOf(settings);
  const engine = Object.hasOwn(ENGINES, name) && collection ? ENGINES[name](collection, key) : undefined;
  const address = engine && addressOf(url, engine.path);
  if (!address) {
    throw new ThumbindexError(
      "no-provider",
      `the engine ${JSON.stringify(name)} at ${JSON.stringify(url)} with the collection ${JSON.stringify(collection)} cannot ` +
        `be asked: name ${Object.keys(ENGINES).join(", ")}, an address that begins with https://, and a collection`,
    );
  }
  const place = `${address.origin}${address.pathname}`;

  /** @param {string} body @param {AbortSignal} signal */
  const ask = async (body, signal) => {
    const headers = { ...engine.headers, "content-type": "application/json" };
    try {
      // The address of a page may hold the words of a search, and belongs to nobody else.
      const referrerPolicy = "origin";
      const response = await fetch(address, { method: "POST", headers, body, signal, referrerPolicy });
      return { status: response.status, json: parsed(await response.text()) };
    } catch (error) {
      signal.throwIfAborted();
      const remedy = "check the connection, and that the engine lets this page ask (CORS)";
      throw new ThumbindexError("network", `${place} could not be reached: ${remedy}`, error);
    }
  };

  return {
    async search(query, { limit, correct, signal }) {
      const { status: whole, json } = await ask(
        JSON.stringify(engine.body(query, { limit, correct })),
        signal,
      );
      // One question of several may fail by itself.
      const answer = json?.results?.[0] ?? json;
      const status = whole < 400 && Number.isInteger(answer?.code) ? answer.code : whole;
      if (status >= 400) {
        const why = said(answer);
        const [code, remedy] = verdict(status);
        throw new ThumbindexError(code, `${place} answered ${status}${why && ` (${why})`}: ${remedy}`);
      }
      const found = answer && engine.read(answer, { limit });
      if (!found) {
        const remedy = `check that ${address.origin} is ${name}, and nothing stands before it`;
        throw new ThumbindexError("bad-answer", `${place} answered something else than results: ${remedy}`);
      }
      return found;
    },
  };
}

/** @param {Record<string, any>} settings @returns {EngineSettings} */
const settingsOf = ({ engine, provider, url, collection, key }) => ({
  engine: engine ?? provider,
  url,
  collection,
  key,
});

/** @param {number} status @returns {[code: string, remedy: string]} */
function verdict(status) {
  if (status === 404 || status === 410) return ["not-found", "check the address and the collection"];
  if (status === 429 || status >= 500) return ["network", "try again later"];
  return ["refused", "check the key, and that the collection was filled by thumbindex export"];
}

/** @param {string | URL} url @param {string} path */
function addressOf(url, path) {
  try {
    const address = new URL(url, globalThis.document?.baseURI);
    address.pathname = `${address.pathname.replace(/\/+$/, "")}/${path}`;
    if (url && /^https?:$/.test(address.protocol)) return address;
  } catch {
    // Nobody would know what to ask.
  }
}

/** An object, or `undefined`. @param {string} text @returns {any} */
function parsed(text) {
  try {
    const json = JSON.parse(text);
    if (typeof json === "object" && json) return json;
  } catch {
    // A page that says that there is nothing, say: the status tells more.
  }
}

/** What the engine says went wrong, on one line. @param {any} answer */
function said(answer) {
  const words = answer?.message ?? answer?.error?.reason ?? answer?.error;
  return typeof words === "string" ? words.replace(/\s+/g, " ").trim().slice(0, SAID) : "";
}

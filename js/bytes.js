// Where bytes come from: the network in a browser or worker, the disk too in Node. Node's modules are reached by
// `process.getBuiltinModule`, since bundlers reject imports of `node:` and `fetch` does not know `file:`. The widget is
// bundled with `globalThis.process` undefined, and then all that is Node's falls away.

import { ThumbindexError } from "./errors.js";

/** In the single layout, the files that the script carries: base64 by name. Nothing elsewhere. */
const carried = globalThis.CARRIED_FILES;

/**
 * How files are fetched that are named by their content: what the browser still has is good, whatever its age. Many a host lets
 * files grow old within minutes, and then every chunk of every visit would cost a round trip.
 */
export const FOR_EVER = "force-cache";

/** A host that has said nothing for so many milliseconds will say no more: a browser would wait for minutes, or for ever. */
const SILENCE = 15_000;

/** Node's process, or `undefined` elsewhere: bundlers bring imitations. */
const node = globalThis.process?.versions?.node ? globalThis.process : undefined;

/**
 * A URL from what people write: a URL, an address relative to the page, or a path in Node.
 * @param {string | URL} place
 */
export function toUrl(place) {
  if (place instanceof URL) return place;
  const url = node?.getBuiltinModule("node:url");
  // Two letters at least: `C:\book` is a path.
  if (url && !/^[a-z][a-z0-9+.-]+:/i.test(place)) return url.pathToFileURL(place);
  return new URL(place, globalThis.document?.baseURI ?? globalThis.location?.href);
}

/**
 * The root of an index, from its own address or its folder's.
 * @param {URL} url
 */
export function rootFile(url) {
  if (url.pathname.endsWith(".tix")) return url;
  const root = new URL(url);
  root.pathname = `${url.pathname.replace(/\/$/, "")}/index.tix`;
  return root;
}

/**
 * @param {URL} url
 * @param {{ signal?: AbortSignal, cache?: RequestCache }} [options]
 */
export async function readBytes(url, options) {
  if (carried) return unfold(carried[url.href.replace(/.*\//, "")]);
  if (node && url.protocol === "file:") return readFile(node, url, options?.signal);
  return bodyOf(await request(url, options), url, options);
}

/**
 * @param {Response} response
 * @param {URL} url  where it was asked for
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function bodyOf(response, url, options) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {TransformStreamDefaultController<Uint8Array>} body */
  const start = (body) => {
    clearTimeout(timer);
    timer = setTimeout(() => body.error(), SILENCE);
  };
  try {
    /** @type {Transformer<Uint8Array, Uint8Array>} */
    const heard = {
      start,
      transform(part, body) {
        body.enqueue(part);
        start(body);
      },
    };
    const body = response.body?.pipeThrough(new TransformStream(heard));
    return new Uint8Array(await new Response(body).arrayBuffer());
  } catch (error) {
    options?.signal?.throwIfAborted();
    throw new ThumbindexError("network", `${url.href} broke off: check the connection`, error);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} base64 */
function unfold(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/**
 * A response that is there and well; everything else is an error with a code.
 * @param {URL} url
 * @param {{ signal?: AbortSignal, cache?: RequestCache }} [options]
 */
export async function request(url, options) {
  /** @type {Response} */
  let response;
  try {
    response = await answered(url, options);
    // A cache may have kept a refusal as well, from when half of a site had been published.
    if (!response.ok && options?.cache === FOR_EVER)
      response = await answered(url, { ...options, cache: "reload" });
  } catch (error) {
    options?.signal?.throwIfAborted();
    throw new ThumbindexError("network", `${url.href} could not be reached: check the connection`, error);
  }
  if (response.ok) return response;
  if (response.status === 404 || response.status === 410) throw notFound(url.href);
  throw new ThumbindexError("network", `${url.href} answered ${response.status}: try again later`);
}

/**
 * What a host answers, if it does before long.
 * @param {URL} url
 * @param {{ signal?: AbortSignal, cache?: RequestCache }} [options]
 */
async function answered(url, options) {
  options?.signal?.throwIfAborted();
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, SILENCE);
  options?.signal?.addEventListener("abort", end);
  try {
    // The address of a page may hold the words of a search: no server is told them.
    return await fetch(url, { ...options, signal: ending.signal, referrerPolicy: "origin" });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {NodeJS.Process} process
 * @param {URL} url
 * @param {AbortSignal} [signal]
 */
async function readFile(process, url, signal) {
  try {
    return new Uint8Array(await process.getBuiltinModule("node:fs/promises").readFile(url, { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    const path = process.getBuiltinModule("node:url").fileURLToPath(url);
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") throw notFound(path, error);
    throw new ThumbindexError(
      "not-found",
      `${path} cannot be read: ${/** @type {Error} */ (error).message}`,
      error,
    );
  }
}

/**
 * @param {string} place
 * @param {unknown} [cause]
 */
function notFound(place, cause) {
  return new ThumbindexError(
    "not-found",
    `${place} is not there: build the index with "thumbindex build"`,
    cause,
  );
}

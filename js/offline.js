// For a site's own service worker: the pages that a reader has seen, and all that a search takes, without a network. The widget never
// registers a worker; the guide (offline.md) says how a site does. One classic script, for `importScripts` and for `import`:
//
//   importScripts("/thumbindex/offline.js");
//   keepOffline("/thumbindex/");
//
// What is named by its content comes from the cache, everything else from the network as long as there is one.

/** @typedef {{ respondWith: (response: Promise<Response>) => void, waitUntil: (work: Promise<unknown>) => void }} Extendable */
/** @typedef {Extendable & { request: Request, data: unknown }} WorkerEvent  as far as we use one */

const CACHE = "thumbindex";
/** Where `thumbindex build` lists the files of the last builds: a build a line, the newest first. */
const LIST = "thumbindex-files.txt";
/** An index of more files is not downloaded unasked: what has been used of it is kept. */
const MOST = 1000;
/** A file that never changes under its name, below the folder. */
const NAMED = /^(chunks\/[^/]+|[0-9a-f]{16}\.tix)$/;
/** Files that are never a page: many a host sends one, and says that all is well, for what it does not have, or not yet. */
const NO_PAGE = /\.(bin|css|js|tix|wasm)$/;
/** So many milliseconds may a network say nothing, as on a train; fewer when it has been silent before, or each part of a page would wait. */
const SILENCE = 3_000;

/** The worker's own world. @type {any} */
const worker = globalThis;

/** @param {string} folder  the one with index and widget, relative to the worker's script */
worker.keepOffline = (folder) => {
  const base = new URL(folder, location.href).href;
  /** @param {string} url  relative to the folder, when it is in there */
  const nameOf = (url) => (url.startsWith(base) ? url.slice(base.length) : "");
  /** Whether the last answer that was waited for did not come. */
  let isSilent = false;
  /** @param {string} type @param {(event: WorkerEvent) => void} listener */
  const on = (type, listener) => worker.addEventListener(type, listener);

  on("install", (event) => {
    worker.skipWaiting();
    event.waitUntil(refresh());
  });
  on("activate", (event) => event.waitUntil(worker.clients.claim()));
  // A page tells what it had loaded before there was a worker.
  on("message", (event) => {
    const told = [event.data].flat().map(String);
    // A site's own worker is told other things as well.
    const ours = told.filter((url) => url.startsWith(`${location.origin}/`));
    event.waitUntil(Promise.allSettled(ours.map(download)));
  });
  on("fetch", (event) => {
    const { request } = event;
    const { origin } = new URL(request.url);
    if (request.method !== "GET" || origin !== location.origin || request.headers.has("range")) return;
    event.respondWith(answer(event));
    // Every page names the loader: a new one may come with a new index.
    if (nameOf(request.url) === "thumbindex.js") event.waitUntil(refresh().catch(() => {}));
  });

  /** @param {WorkerEvent} event */
  async function answer(event) {
    const { request } = event;
    const key = keyOf(request);
    // Who asks past every cache has got a damaged copy.
    const past = request.cache === "reload";
    const named = NAMED.test(nameOf(key)) && !past && (await kept(key));
    if (named) return named;
    const coming = fetch(request);
    const keeping = coming.then((response) => {
      isSilent = false;
      // The root is kept by `refresh`, when all that it names is there.
      if (nameOf(key) !== "index.tix") return keep(key, response);
    });
    event.waitUntil(keeping.catch(() => {}));
    const silence = new Promise((resolve) => {
      // What a script of the site's asks for may well take its time.
      if (!past && (request.destination || nameOf(key)))
        setTimeout(resolve, isSilent ? SILENCE / 6 : SILENCE);
    });
    const response = await Promise.race([coming, silence]).catch(() => {});
    isSilent ||= !response;
    if (response && isSound(key, response)) return response;
    return (await kept(key)) ?? coming;
  }

  /** Keeps the newest build whole, and nothing that no build names any more. */
  async function refresh() {
    const list = await fetch(base + LIST, { cache: "no-cache" });
    const builds = (await list.text()).split("\n").map((line) => line.split(" "));
    // A page in its place would name nothing, and nothing would be kept.
    if (!list.ok || !NAMED.test(builds[0][0]))
      throw new Error(`${list.url} is no list of files: publish it with the rest of the folder`);
    const root = await fetch(`${base}index.tix`, { cache: "no-cache" });
    const cache = await caches.open(CACHE);
    const newest = builds[0].length > MOST ? [] : builds[0].filter((name) => NAMED.test(name));
    await Promise.all(newest.map(async (name) => (await kept(base + name)) ?? download(base + name)));
    const all = await Promise.all(newest.map((name) => kept(base + name)));
    // Where there was no room for it, the one of before stays, whole.
    if (!all.every(Boolean)) return;
    if (root.ok) await keep(root.url, root);
    const named = new Set(builds.flat());
    for (const { url } of await cache.keys())
      if (NAMED.test(nameOf(url)) && !named.has(nameOf(url))) await cache.delete(url);
  }
};

/** A copy that was kept. @param {string} key */
const kept = async (key) => (await caches.open(CACHE)).match(key);

/** Whether it is an answer at all, and not a machine's that stands before a server that is down. @param {string} key @param {Response} response */
const isSound = (key, { status, headers }) =>
  status < 502 && !(NO_PAGE.test(new URL(key).pathname) && /html/.test(headers.get("content-type") ?? ""));

/**
 * Keeps a copy. Where there is no room for more, less is kept; nor is what nobody may keep, nor what has no end.
 * @param {string} key
 * @param {Response} response
 */
async function keep(key, response) {
  const { headers, ok, redirected, status } = response;
  const kind = `${headers.get("cache-control")} ${headers.get("content-type")}`;
  const worth = ok && !redirected && isSound(key, response) && !/no-store|event-stream/.test(kind);
  // Before anybody has begun to read.
  const copy = worth && response.clone();
  const cache = await caches.open(CACHE);
  if (copy) await cache.put(key, copy).catch(() => {});
  else if (status === 404 || status === 410) await cache.delete(key);
}

/** @param {string} url */
const download = async (url) => keep(keyOf(url), await fetch(url));

/** What a copy is kept under: the words of a search make no other page, and are kept nowhere. @param {Request | string} request */
function keyOf(request) {
  const url = new URL(typeof request === "string" ? request : request.url);
  for (const parameter of ["search", "find"]) url.searchParams.delete(parameter);
  url.hash = "";
  return url.href;
}

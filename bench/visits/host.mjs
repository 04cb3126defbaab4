// A host that counts what it sends: bodies as they travel and requests, told apart by what they are for.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** What a host compresses: everything that is worth it, or what the most modest one does. */
export const HOSTS = {
  full: new Set([".html", ".js", ".css", ".json", ".wasm", ".svg"]),
  modest: new Set([".html", ".js", ".css"]),
};

/** @typedef {keyof typeof HOSTS} HostName */
/** @typedef {{ path: string, bytes: number }} Sent */

/**
 * Serves a folder on loopback.
 * @param {string} folder
 * @param {Set<string>} compressed  the suffixes of what is compressed (gzip)
 */
export async function host(folder, compressed) {
  /** @type {Sent[]} */
  const sent = [];
  let open = 0;
  let last = performance.now();
  /** Compressing a file once is enough. @type {Map<string, Buffer>} */
  const zipped = new Map();

  /** @param {string} path */
  async function body(path) {
    const known = zipped.get(path);
    if (known) return known;
    const raw = await readFile(join(folder, normalize(path)));
    if (!compressed.has(extname(path))) return raw;
    const small = gzipSync(raw, { level: 9 });
    zipped.set(path, small);
    return small;
  }

  const server = createServer(async (request, response) => {
    open++;
    response.on("close", () => {
      open--;
      last = performance.now();
    });
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    try {
      const bytes = await body(path);
      sent.push({ path, bytes: bytes.length });
      response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
      // As GitHub's pages have it.
      response.setHeader("cache-control", "max-age=600");
      if (zipped.has(path)) response.setHeader("content-encoding", "gzip");
      response.end(bytes);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  return {
    url: `http://127.0.0.1:${port}/`,
    sent,
    /** Waits until nothing has been asked for during `quiet` ms. @param {number} quiet */
    async settled(quiet) {
      const start = performance.now();
      while (open || performance.now() - Math.max(start, last) < quiet)
        await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// A static file server for tests: one folder on loopback, with the headers of a strict host.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** @import { IncomingHttpHeaders } from "node:http" */

/** What a careful host sends. Wasm needs its own word; nothing inline is allowed. */
export const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * @param {string} folder
 * @param {{ policy?: string, missing?: string, port?: number, change?: (path: string, bytes: Buffer, asked: IncomingHttpHeaders) =>
 *   Buffer | Promise<Buffer>, halts?: (path: string) => boolean }} [options]  `policy` is the Content-Security-Policy; `missing` a page that is sent, with the status 200, in place of
 *   what is not there, as many a host does; `port` one that was left before; `change` what becomes of a file on its way;
 *   `halts` whether its second half never comes
 * @returns {Promise<{ url: string, requests: string[], referrers: string[], close: () => Promise<void> }>}
 */
export async function serve(folder, { policy, missing, port: wanted = 0, change, halts } = {}) {
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const referrers = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    // Browsers ask for one unbidden.
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    requests.push(path);
    referrers.push(request.headers.referer ?? "");
    try {
      const bytes = await readFile(join(folder, normalize(path)));
      response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
      if (policy) response.setHeader("content-security-policy", policy);
      if (halts?.(path)) response.write(bytes.subarray(0, bytes.length / 2));
      else response.end((await change?.(path, bytes, request.headers)) ?? bytes);
    } catch {
      if (missing) response.setHeader("content-type", "text/html").end(missing);
      else response.writeHead(404).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(wanted, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/`, requests, referrers, close };
}

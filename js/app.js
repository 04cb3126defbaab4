// The widget itself, loaded when a reader asks for it: it owns the two dialogs, the engine and the open book, and performs
// the actions that keys and buttons ask for.

import { openAt, openEmbedded } from "./book.js";
import { readBytes, rootFile } from "./bytes.js";
import { h, iconButton } from "./dom.js";
import { compile, loadEngine } from "./engine.js";
import { ThumbindexError } from "./errors.js";
import { factsOf, holds, usesArrows } from "./facts.js";
import { createHelp } from "./help.js";
import { finderOf } from "./marks.js";
import { once } from "./once.js";
import { followScheme } from "./scheme.js";
import { createSearch } from "./search.js";
import { createShell, lockPage, unlockPage } from "./shell.js";
import { addRecent, announceArrival, keepLast, lastSearch, takeArrival } from "./store.js";
import { fill, stringsFor } from "./strings.js";
import { createTrail } from "./trail.js";
import { unpack } from "./unpack.js";
import { linkTo, samePage } from "./urls.js";

/** @import { App, EngineSettings, Provider, Results, Site } from "./types.js" */
/** @import { Book } from "./book.js" */
/** @import { Direction } from "./chapters.js" */
/** @import { Facts } from "./facts.js" */
/** @import { Choice } from "./search.js" */
/** @import { Strings } from "./strings.js" */

/** The address follows the box when the typing pauses: browsers count how often it changes. */
const PAUSE = 500;
/** How long a press waits for Rust's verdict before the guess is acted on: a reader types on. */
const PATIENCE = 300;

const chapters = () => import("./chapters.js");
const arriving = () => import("./arrive.js");

/**
 * @param {Site} site
 * @param {Partial<Strings>} [texts]  the words in the page's language, and the site's own
 * @returns {App}
 */
export function createWidget(site, texts) {
  const { lang } = document.documentElement;
  const {
    emit,
    sheet,
    script,
    said: { root: base, index },
  } = site;
  // Without the address's query and hash, which `data-root=""` brings along.
  const root = new URL(".", base === undefined ? new URL("..", script) : new URL(base, document.baseURI));
  const words = stringsFor(lang, texts);
  /** By the provider that a script has given to the element: it may come when the page's own index is open. */
  const books = /** @type {Map<Provider | EngineSettings | undefined, () => Promise<Book>>} */ (new Map());
  /** @returns {Promise<Book>} */
  const loadBook = () => {
    const own = document.querySelector("thumb-index")?.provider;
    const load = books.get(own) ?? once(() => openBook(own));
    books.set(own, load);
    return load();
  };
  /** @type {App} */
  const app = {
    open: "none",
    ready: undefined,
    engine: once(async () => {
      app.ready = await loadEngine(async (cache) => {
        const bytes = await readBytes(new URL(site.module, script), { cache });
        // A plain module has an "m" here, and an index embedded in it; a packed one is not so long that it has anything.
        return compile(bytes[3] ? bytes : await unpack(bytes));
      });
      return app.ready;
    }),
    judge(event, seen, guessed) {
      const facts = factsOf(seen);
      if (app.ready) return app.ready.shortcut(event, facts);
      return holds(event, facts) ? guessed : undefined;
    },
    async performLater(event, seen, guessed) {
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
      await Promise.race([app.engine().catch(() => {}), late]);
      const action = app.judge(event, seen, guessed);
      if (action) app.perform(action);
    },
    prefetch() {
      // Whoever needs one of them asks again, and hears of it.
      for (const load of [loadBook, chapters, arriving]) load().catch(() => {});
    },
    perform(action) {
      if (action === "search") search();
      else if (action === "help") void help();
      else if (action === "close") close(app.open);
      else void turn(action);
    },
    search,
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** The book as the reader wants to see it, when there is a choice. @type {((book: Book) => Book) | undefined} */
  let over;
  const { host, shadow } = createShell(sheet);
  if (texts?.count && /^(ar|he)\b/i.test(lang)) host.dir = "rtl";
  const trail = createTrail({ onback: hide, onforward: reopen });
  const dialogs = {
    search: createSearch({
      root,
      words,
      book: async () => over?.(await loadBook()) ?? loadBook(),
      onchoose: choose,
      onclose: () => close("search"),
      onhelp: () => void help(),
      onsearch(query, results) {
        clearTimeout(timer);
        timer = setTimeout(() => trail.remember(query), PAUSE);
        if (results || over) void withExtras(results);
        if (results) emit("search", { query, results });
      },
      onerror: fail,
    }),
    help: createHelp({
      words,
      rows() {
        const rtl = getComputedStyle(document.documentElement).direction === "rtl";
        // Of the page, the rows depend on no more than this.
        const page = /** @type {Facts} */ ({ ...site.given(), open: "none", rtl });
        return app.ready?.shortcuts(page) ?? [];
      },
      onclose: () => close("help"),
    }),
  };
  shadow.append(dialogs.search.dialog, dialogs.help.dialog);
  const extras = once(async () => {
    const { startExtras } = await import("./extras.js");
    const again = dialogs.search.refresh;
    const kit = { words, site, root, book: loadBook, shadow, again, turn, usesArrows, follow: followScheme };
    return startExtras({ ...kit, h, sheet, fill, linkTo });
  });
  if (navigator.maxTouchPoints || document.querySelector("thumb-index-chapters")) void withExtras();
  addEventListener("pageshow", () => {
    // The page is shown as it was left, by a browser that kept it: its address has the words again.
    if (app.open === "search") trail.remember(dialogs.search.query());
  });

  // What the reader came with: words to mark, a dialog that was open when the page was left, a search in the address.
  app.engine().catch(() => {});
  const arrival = takeArrival();
  if (arrival) void mark(arrival);
  const asked = trail.takeQuery();
  if (trail.isOurs()) reopen();
  else if (asked !== null) search(asked);
  return app;

  /** @param {Provider | EngineSettings} [own] @returns {Promise<Book>} */
  async function openBook(own) {
    const { said } = site;
    const provider = own ?? (said.provider && said);
    if (provider) return (await import("./provided.js")).provided(provider, ThumbindexError);
    const engine = await app.engine();
    /** @param {URL} place */
    const open = (place) => openAt(engine, place, lang);
    const places = (index ?? new URL("index.tix", script).href)
      .trim()
      .split(/\s+/)
      .map((one) => rootFile(new URL(one, document.baseURI)));
    const [place] = places;
    if (!place || places.length > 1) {
      const { openShelf } = await import("./shelf.js");
      const kit = { places, root, open, words, shadow, again: dialogs.search.refresh };
      return openShelf({ ...kit, once, h, sheet, fill, linkTo });
    }
    return (await openEmbedded(engine)) ?? open(place);
  }

  /** @param {unknown} error */
  function fail(error) {
    emit("error", { error });
  }

  /** @param {Results} [results] */
  async function withExtras(results) {
    try {
      const { onresults, clear, ...rest } = await extras();
      over = rest.over;
      if (results) await onresults(results);
      else clear();
    } catch {
      // What is nice to have has not arrived: the search is not worse for it.
    }
  }

  /**
   * Opens the search.
   * @param {string} [query]  without it, as the reader left it
   * @param {string} [url]  the hit to activate
   */
  function search(query, url) {
    show("search", () => dialogs.search.open(query, url));
  }

  async function help() {
    // The table of keys is in the module; without it, the switch alone is better than nothing.
    await app.engine().catch(() => {});
    show("help", dialogs.help.open);
  }

  function reopen() {
    const last = lastSearch();
    search(last?.query, last?.url);
  }

  /**
   * @param {"search" | "help"} which
   * @param {() => void} present
   */
  function show(which, present) {
    // A single-page host may have rebuilt its body, and taken an open dialog away with it.
    if (!host.isConnected) {
      hide();
      document.body.append(host);
    }
    const { open } = app;
    if (open !== which && !emit("open", { dialog: which }, true)) return;
    if (open === "none") addEventListener("keydown", onKey, true);
    else if (open !== which) dialogs[open].close();
    app.open = which;
    present();
    // In the frame that shows it: to open a dialog is as much as a slow phone can do at once.
    requestAnimationFrame(() => app.open === "none" || lockPage(host));
    void trail.enter();
  }

  /** While a dialog is open its keys come first: many a host prevents the default of Esc. @param {KeyboardEvent} event */
  function onKey(event) {
    // The host has taken it out of the page: the key is for the page again.
    if (!host.isConnected) return close(app.open);
    site.press(event);
    if (!event.composedPath().includes(host)) event.stopPropagation();
  }

  /** Closes what is open, and leaves the history alone. */
  function hide() {
    const dialog = app.open;
    if (dialog === "none") return;
    app.open = "none";
    clearTimeout(timer);
    removeEventListener("keydown", onKey, true);
    unlockPage(host);
    dialogs[dialog].close();
    // Where nothing had the focus before, it stays in the closed dialog until the next frame, and so would the next key.
    const { activeElement } = shadow;
    if (activeElement instanceof HTMLElement) activeElement.blur();
    emit("close", { dialog });
  }

  /** The reader closes a dialog; one that has made room for the other is none of theirs. @param {App["open"]} which */
  function close(which) {
    if (which === "none" || app.open !== which) return;
    hide();
    trail.leave();
  }

  /** @param {Choice} choice */
  function choose({ url, marked, query, newTab, event }) {
    addRecent(query);
    keepLast({ query, url: url.href });
    if (!emit("select", { url: url.href, query, newTab }, true)) {
      event?.preventDefault();
      hide();
      // A router that goes there when it has asked its own guards must not be overtaken by the way back.
      setTimeout(() => app.open === "none" && trail.leave());
    } else if (newTab) {
      announceArrival(url, marked);
      // A click opens its tab itself.
      if (!event) globalThis.open(url, "_blank", "noreferrer");
    } else {
      event?.preventDefault();
      go(url, marked);
    }
  }

  /** @param {URL} url @param {string[]} marked */
  function go(url, marked) {
    // A server is told where its reader came from: not with the words. Nor do they make another page of this one.
    clearTimeout(timer);
    trail.remember("");
    if (!samePage(url, location)) {
      announceArrival(url, marked);
      location.assign(url);
      return;
    }
    hide();
    trail.replace(url);
    void mark(marked);
  }

  /** @param {string[]} marked */
  async function mark(marked) {
    try {
      const { arrive } = await arriving();
      await arrive(marked, finderOf(marked), { words, shadow, h, iconButton, sheet, fill });
    } catch (error) {
      fail(error);
    }
  }

  /** Turns a chapter. @param {Direction} direction */
  async function turn(direction) {
    try {
      const { hostHasChapters, hostLink, pathBelow } = await chapters();
      const link = hostLink(direction);
      /** @type {URL | undefined} */
      let url = link && new URL(link.href);
      if (!hostHasChapters()) {
        const path = pathBelow(location, root);
        const neighbour = path === undefined ? undefined : (await loadBook()).navigation(path)?.[direction];
        if (neighbour) url = linkTo(neighbour.url, root);
      }
      if (!url || !emit("navigate", { url: url.href, direction }, true)) return;
      await trail.settled();
      // A single-page host turns the page itself when its own link is clicked.
      if (link instanceof HTMLAnchorElement) link.click();
      else location.assign(url);
    } catch (error) {
      fail(error);
    }
  }
}

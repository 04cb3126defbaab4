// The widget itself, loaded when a reader asks for it: it owns the two dialogs, the engine and the open book, and performs
// the actions that keys and buttons ask for.

import { face, openAt } from "./book.js";
import { rootFile } from "./bytes.js";
import { h, icon, sheet } from "./dom.js";
import { loadEngine } from "./engine.js";
import { emit } from "./events.js";
import { HelpDialog } from "./help.js";
import { patternOf } from "./marks.js";
import { once } from "./once.js";
import { followScheme } from "./scheme.js";
import { SearchDialog } from "./search.js";
import { createShell, lockPage, unlockPage } from "./shell.js";
import { addRecent, announceArrival, keepLast, lastSearch, takeArrival } from "./store.js";
import { fill, stringsFor } from "./strings.js";
import { Trail } from "./trail.js";
import { linkTo, samePage } from "./urls.js";

/** @import { Action, App, Engine, Results, Site } from "./types.js" */
/** @import { Book } from "./book.js" */
/** @import { Direction } from "./chapters.js" */
/** @import { Facts } from "./facts.js" */
/** @import { Choice } from "./search.js" */
/** @import { Strings } from "./strings.js" */

/** The address follows the box when the typing pauses: browsers count how often it changes. */
const PAUSE = 500;

const chapters = () => import("./chapters.js");
const arriving = () => import("./arrive.js");

/** @implements {App} */
export class Widget {
  /** Which of our dialogs is open. @type {App["open"]} */
  open = "none";
  /** The engine, when it has arrived. @type {Engine | undefined} */
  ready;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The book as the reader wants to see it, when there is a choice. @type {((book: Book) => Book) | undefined} */
  over;

  /** @param {Site} site @param {Strings} [words]  in the page's language */
  constructor(site, words) {
    const lang = document.documentElement.lang;
    this.site = site;
    this.words = stringsFor(lang, words, site.ownWords);
    this.engine = once(async () => {
      this.ready = await loadEngine(new URL("thumbindex.wasm", site.base));
      return this.ready;
    });
    this.book = once(async () => {
      const engine = await this.engine();
      const embedded = engine.embedded();
      return embedded ? face(embedded) : openAt(engine, rootFile(site.index), lang);
    });
    this.shell = createShell();
    if (words && /^(ar|he)\b/i.test(lang)) this.shell.host.dir = "rtl";
    this.trail = new Trail({ onback: () => this.#hide(), onforward: () => this.#reopen() });
    this.dialogs = { search: this.#createSearch(), help: this.#createHelp() };
    this.shell.shadow.append(this.dialogs.search.dialog, this.dialogs.help.dialog);
    this.extras = once(() => this.#loadExtras());
    if (navigator.maxTouchPoints || document.querySelector("thumb-index-chapters")) void this.#withExtras();
    addEventListener("pageshow", this.#onShow);
    this.#begin();
  }

  /** Downloads what a reader may need next. */
  prefetch() {
    // Whoever needs one of them asks again, and hears of it.
    for (const load of [this.book, chapters, arriving]) load().catch(() => {});
  }

  /** @param {Action} action */
  perform(action) {
    if (action === "search") this.search();
    else if (action === "help") void this.#help();
    else if (action === "close") this.#close(this.open);
    else void this.#turn(action);
  }

  /**
   * Opens the search.
   * @param {string} [query]  without it, as the reader left it
   * @param {string} [url]  the hit to activate
   */
  search(query, url) {
    this.#show("search", () => this.dialogs.search.open(query, url));
  }

  async #help() {
    // The table of keys is in the module; without it, the switch alone is better than nothing.
    await this.engine().catch(() => {});
    this.#show("help", () => this.dialogs.help.open());
  }

  #createSearch() {
    return new SearchDialog({
      root: this.site.root,
      words: this.words,
      book: async () => this.over?.(await this.book()) ?? this.book(),
      onchoose: (choice) => this.#choose(choice),
      onclose: () => this.#close("search"),
      onhelp: () => this.perform("help"),
      onsearch: (query, results) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.trail.remember(query), PAUSE);
        if (results || this.over) void this.#withExtras(results);
        if (results) emit("search", { query, results });
      },
      onerror: (error) => emit("error", { error }),
    });
  }

  async #loadExtras() {
    const { startExtras } = await import("./extras.js");
    const { words, site, book, dialogs } = this;
    const { shadow } = this.shell;
    const again = () => dialogs.search.again();
    const turn = (/** @type {Direction} */ direction) => this.perform(direction);
    const kit = { words, site, book, shadow, again, turn, follow: followScheme, h, sheet, fill, linkTo };
    return startExtras(kit);
  }

  /** @param {Results} [results] */
  async #withExtras(results) {
    try {
      const extras = await this.extras();
      this.over = extras.over;
      if (results) await extras.onresults(results);
      else extras.clear();
    } catch {
      // What is nice to have has not arrived: the search is not worse for it.
    }
  }

  #createHelp() {
    return new HelpDialog({
      words: this.words,
      rows: () => {
        const rtl = getComputedStyle(document.documentElement).direction === "rtl";
        // Of the page, the rows depend on no more than this.
        const page = /** @type {Facts} */ ({ ...this.site.given(), open: "none", rtl });
        return this.ready?.shortcuts(page) ?? [];
      },
      onclose: () => this.#close("help"),
    });
  }

  /** The page is shown as it was left, by a browser that kept it: its address has the words again. */
  #onShow = () => {
    if (this.open === "search") this.trail.remember(this.dialogs.search.query);
  };

  /** What the reader came with: words to mark, a dialog that was open when the page was left, a search in the address. */
  #begin() {
    this.engine().catch(() => {});
    const arrival = takeArrival();
    if (arrival) void this.#mark(arrival);
    const query = this.trail.takeQuery();
    if (this.trail.isOurs) this.#reopen();
    else if (query !== undefined) this.search(query);
  }

  #reopen() {
    const last = lastSearch();
    this.search(last?.query, last?.url);
  }

  /**
   * @param {"search" | "help"} which
   * @param {() => void} present
   */
  #show(which, present) {
    if (this.open !== which && !emit("open", { dialog: which }, true)) return;
    if (this.open === "none") addEventListener("keydown", this.#onKey, true);
    else if (this.open !== which) this.dialogs[this.open].close();
    this.open = which;
    // A single-page host may have rebuilt its body.
    if (!this.shell.host.isConnected) document.body.append(this.shell.host);
    lockPage(this.shell.host);
    present();
    void this.trail.enter();
  }

  /** While a dialog is open its keys come first: many a host prevents the default of Esc. @param {KeyboardEvent} event */
  #onKey = (event) => {
    this.site.press(event);
    if (!event.composedPath().includes(this.shell.host)) event.stopPropagation();
  };

  /** Closes what is open, and leaves the history alone. */
  #hide() {
    if (this.open === "none") return;
    const dialog = this.open;
    this.open = "none";
    clearTimeout(this.#timer);
    removeEventListener("keydown", this.#onKey, true);
    unlockPage(this.shell.host);
    this.dialogs[dialog].close();
    // Where nothing had the focus before, it stays in the closed dialog until the next frame, and so would the next key.
    const { activeElement } = this.shell.shadow;
    if (activeElement instanceof HTMLElement) activeElement.blur();
    emit("close", { dialog });
  }

  /** The reader closes a dialog; one that has made room for the other is none of theirs. @param {App["open"]} which */
  #close(which) {
    if (which === "none" || this.open !== which) return;
    this.#hide();
    this.trail.leave();
  }

  /** @param {Choice} choice */
  #choose({ url, marked, query, newTab, event }) {
    addRecent(query);
    keepLast({ query, url: url.href });
    if (!emit("select", { url: url.href, query, newTab }, true)) {
      event?.preventDefault();
      this.#close("search");
    } else if (newTab) {
      announceArrival(url, marked);
      // A click opens its tab itself.
      if (!event) globalThis.open(url, "_blank", "noreferrer");
    } else {
      event?.preventDefault();
      this.#go(url, marked);
    }
  }

  /** @param {URL} url @param {string[]} marked */
  #go(url, marked) {
    // A server is told where its reader came from: not with the words. Nor do they make another page of this one.
    clearTimeout(this.#timer);
    this.trail.remember("");
    if (!samePage(url, new URL(location.href))) {
      announceArrival(url, marked);
      location.assign(url);
      return;
    }
    this.#hide();
    this.trail.replace(url);
    void this.#mark(marked);
  }

  /** @param {string[]} marked */
  async #mark(marked) {
    try {
      const { arrive } = await arriving();
      const { words, shell } = this;
      arrive(marked, patternOf(marked), { words, shadow: shell.shadow, h, icon, sheet, fill });
    } catch (error) {
      emit("error", { error });
    }
  }

  /** Turns a chapter. @param {Direction} direction */
  async #turn(direction) {
    try {
      const { hostHasChapters, hostLink, pathBelow } = await chapters();
      const link = hostLink(direction);
      /** @type {URL | undefined} */
      let url = link && new URL(link.href);
      if (!hostHasChapters()) {
        const { root } = this.site;
        const path = pathBelow(new URL(location.href), root);
        const neighbour = path === undefined ? undefined : (await this.book()).navigation(path)?.[direction];
        if (neighbour) url = linkTo(neighbour.url, root);
      }
      if (!url || !emit("navigate", { url: url.href, direction }, true)) return;
      await this.trail.settled;
      // A single-page host turns the page itself when its own link is clicked.
      if (link instanceof HTMLAnchorElement) link.click();
      else location.assign(url);
    } catch (error) {
      emit("error", { error });
    }
  }
}

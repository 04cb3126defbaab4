// The loader: the one script that a host page names. It listens for keys, draws the search button and loads the rest
// when a reader asks for it or when the browser is idle. Everything that it imports statically is paid by every page
// view, so it stays below 3 KB (gzip); and what is loaded later imports none of it, or the bundler would make a second
// file of the shared part.

import { readConfig } from "./config.js";
import { factsOf } from "./facts.js";
import { candidates, guess } from "./press.js";

/** @import { Action, App, Site } from "./types.js" */
/** @import { Facts, Given } from "./facts.js" */

const ONCE = Symbol.for("thumbindex");
/** The keys that mdBook's own scripts listen to, whatever the reader is doing. */
const MDBOOK_KEY = /^(Arrow(Left|Right)|[sS/?])$/;
/** How long a press waits for Rust's verdict before the guess is acted on: a reader types on. */
const PATIENCE = 300;

/** @implements {Site} */
class Loader {
  mdbook = document.querySelector("#mdbook-menu-bar, #menu-bar.menu-bar") !== null;
  /** @type {App | undefined} */
  #loaded;

  /** @type {Promise<App> | undefined} */
  #loading;

  /** @param {ReturnType<typeof readConfig>} config */
  constructor({ base, root, index, keys, button }) {
    this.base = base;
    this.root = root;
    this.index = index;
    this.keys = keys;
    this.button = button;
  }

  /** The widget, loaded at the first call; one that failed to load is tried again. */
  app() {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load() {
    try {
      const { Widget } = await import("./app.js");
      this.#loaded = new Widget(this);
      return this.#loaded;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  listen() {
    if (!this.mdbook) {
      // Last of all, so that a host's own listeners can keep a key by preventing its default.
      addEventListener("keydown", this.press);
      return;
    }
    // One step before `document`, where mdBook's own listeners are: they would act where we decide not to, in code or in
    // a text box, and open mdBook's own search and help.
    document.documentElement.addEventListener("keydown", (event) => {
      if (MDBOOK_KEY.test(event.key)) event.stopPropagation();
      this.press(event);
    });
  }

  /** @param {KeyboardEvent} event */
  press = (event) => {
    const given = this.#given();
    const rows = candidates(event, given);
    if (!rows.length) return;
    const facts = factsOf(event, given);
    const engine = this.#loaded?.ready;
    const action = engine ? engine.shortcut(event, facts) : guess(rows, event, facts);
    if (!action) return;
    event.preventDefault();
    if (this.#loaded && engine) this.#loaded.perform(action);
    else void this.#performLater(event, facts, action);
  };

  facts() {
    return factsOf(undefined, this.#given());
  }

  /** @returns {Given} */
  #given() {
    const { mdbook, keys } = this;
    return {
      open: this.#loaded?.open ?? "none",
      disabled: stored("thumbindex:keys") === '"off"',
      mdbook,
      keys,
    };
  }

  /**
   * A press that came before the module did: held back, and judged when it is there.
   * @param {KeyboardEvent} event
   * @param {Facts} facts
   * @param {Action} guessed
   */
  async #performLater(event, facts, guessed) {
    try {
      const app = await this.app();
      const engine = await Promise.race([app.engine().catch(() => undefined), later(PATIENCE)]);
      const action = engine ? engine.shortcut(event, facts) : guessed;
      if (action) app.perform(action);
    } catch (error) {
      report(error);
    }
  }
}

function start() {
  const config = readConfig(import.meta.url);
  const loader = new Loader(config);
  loader.listen();
  if (config.button !== "off" || document.querySelector("thumb-index")) {
    import("./element.js").then((module) => module.install(loader), report);
  }
  // A search in the address, a dialog that was open when the reader left, words to mark: somebody waits for these.
  const asked = new URLSearchParams(location.search).has("search");
  if (asked || history.state?.thumbindex || stored("thumbindex:arrival")) loader.app().catch(report);
  else if (config.prefetch) whenIdle(() => loader.app().then((app) => app.prefetch(), report));
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {number} ms @returns {Promise<undefined>} */
function later(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 3000 });
  else setTimeout(work, 500);
}

/** @param {unknown} error */
function report(error) {
  console.error("thumbindex: the widget could not be loaded.", error);
}

// A second load of the script does nothing.
if (!(ONCE in globalThis)) {
  Object.defineProperty(globalThis, ONCE, { value: true });
  start();
}

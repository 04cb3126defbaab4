// The loader: the one script that a host page names. It listens for keys, draws the search button and loads the rest
// when a reader asks for it or when the browser is idle. All that it imports is paid by every page view, so it stays
// below 3 KB (gzip), the button included; and what is loaded later imports none of it, or the bundler would make a
// file of the shared part.

import { readConfig } from "./config.js";
import { install, make, sheet } from "./element.js";
import { emit } from "./events.js";
import { candidates, guess, seenBy } from "./press.js";

/** @import { App, Site } from "./types.js" */
/** @import { Given } from "./facts.js" */

/** The keys that mdBook's own scripts listen to, whatever the reader is doing. */
const MDBOOK_KEY = /^Arrow[LR]|^[s/?]$/i;

/** A script that has not come after so many milliseconds will not. */
const SILENCE = 15_000;

/** @type {App | undefined} */
let loaded;
/** @type {Promise<App> | undefined} */
let loading;

const fault = make("b", { role: "alert" });

const config = readConfig(import.meta.url);

/** @type {Site} */
const site = {
  ...config,
  mdbook: Boolean(document.querySelector(".menu-bar .left-buttons")),
  words: wordsFor(document.documentElement.lang),
  given,
  press,
  emit,
  sheet,
  /** The widget, loaded at the first call; one that failed to load is tried again. */
  app() {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  },
};

/** @param {string} lang @returns {Site["words"]} */
async function wordsFor(lang) {
  // A word of English is better than none.
  const translated = /^(en\b|$)/i.test(lang)
    ? {}
    : await soon(import("./languages.js").then(({ translation }) => translation(lang))).catch(() => {});
  return { ...translated, ...config.ownWords };
}

/**
 * What a host begins to send and never ends is as good as refused.
 * @template T
 * @param {Promise<T>} coming
 * @returns {Promise<T>}
 */
function soon(coming) {
  return Promise.race([coming, new Promise((_, late) => setTimeout(late, SILENCE, "no answer"))]);
}

async function load() {
  const { createWidget } = await soon(import("./app.js"));
  loaded = createWidget(site, await site.words);
  fault.remove();
  return loaded;
}

/** @returns {Given} */
function given() {
  return { ...site, open: loaded?.open ?? "none", disabled: stored("thumbindex:keys") === '"off"' };
}

/** @param {KeyboardEvent} event */
function press(event) {
  const known = given();
  const rows = candidates(event, known);
  if (!rows.length) return;
  const seen = seenBy(event, known);
  const guessed = guess(rows, event, seen);
  const app = loaded?.ready && loaded;
  const action = app ? app.judge(event, seen, guessed) : guessed;
  if (!action) return;
  // An arrow may scroll or move a selection, which is not known yet; its own use of a page is small.
  if (app || !event.key.startsWith("Arrow")) event.preventDefault();
  site.app().then((app) => app.performLater(event, seen, action), fail);
}

function listen() {
  if (!site.mdbook) {
    // Last of all, so that a host's own listeners can keep a key by preventing its default.
    addEventListener("keydown", press);
    return;
  }
  // One step before `document`, where mdBook's own listeners are: they would act where we decide not to, in code or in
  // a text box, and open mdBook's own search and help.
  document.documentElement.addEventListener("keydown", (event) => {
    if (MDBOOK_KEY.test(event.key)) event.stopPropagation();
    press(event);
  });
}

function start() {
  listen();
  install(site, fail);
  // A search in the address, a dialog that was open when the reader left, words to mark: somebody waits for these.
  const asked = /[?&](search|find)=/.test(location.search);
  if (asked || history.state?.thumbindex || stored("thumbindex:arrival")) site.app().catch(report);
  else if (site.prefetch) {
    // Safari has no idea of idleness.
    const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 500));
    whenIdle(() => site.app().then((app) => app.prefetch(), report));
  }
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What a reader has asked for cannot be loaded: the button says so, and may be pressed again. @param {unknown} error */
async function fail(error) {
  report(error);
  fault.textContent = (await site.words).failed ?? "Search failed to load.";
  document.querySelector("thumb-index")?.shadowRoot?.firstElementChild?.append(fault);
}

/** @param {unknown} error */
function report(error) {
  emit("error", { error });
  console.error("thumbindex:", error);
}

// A second load of the script does nothing.
if (!customElements.get("thumb-index")) start();

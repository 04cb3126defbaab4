// The loader: the one script that a host page names. It listens for keys, draws the search button and loads the rest
// when a reader asks for it or when the browser is idle. All that it imports is paid by every page view, so it stays
// below 3.5 KB (gzip), the button included; and what is loaded later imports none of it, or the bundler would make a
// file of the shared part.

import { readConfig } from "./config.js";
import { install } from "./element.js";
import { factsOf, usesArrows } from "./facts.js";
import { candidates, guess } from "./press.js";

/** @import { Action, App, Site } from "./types.js" */
/** @import { Facts, Given } from "./facts.js" */

/** The keys that mdBook's own scripts listen to, whatever the reader is doing. */
const MDBOOK_KEY = /^(Arrow(Left|Right)|[sS/?])$/;
/** How long a press waits for Rust's verdict before the guess is acted on: a reader types on. */
const PATIENCE = 300;

/** @type {App | undefined} */
let loaded;
/** @type {Promise<App> | undefined} */
let loading;

const { lang } = document.documentElement;

/** @type {Site} */
const site = {
  ...readConfig(import.meta.url),
  mdbook: document.querySelector("#mdbook-menu-bar, #menu-bar.menu-bar") !== null,
  // A word of English is better than none.
  words: /^(en\b|$)/i.test(lang)
    ? Promise.resolve(undefined)
    : import("./languages.js").then(({ translation }) => translation(lang)).catch(() => undefined),
  given,
  press,
  usesArrows,
  /** The widget, loaded at the first call; one that failed to load is tried again. */
  app() {
    loading ??= load();
    return loading;
  },
};

async function load() {
  try {
    const [{ Widget }, words] = await Promise.all([import("./app.js"), site.words]);
    loaded = new Widget(site, words);
    return loaded;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** @returns {Given} */
function given() {
  const { mdbook, keys } = site;
  return { open: loaded?.open ?? "none", disabled: stored("thumbindex:keys") === '"off"', mdbook, keys };
}

/** @param {KeyboardEvent} event */
function press(event) {
  const known = given();
  const rows = candidates(event, known);
  if (!rows.length) return;
  const facts = factsOf(event, known);
  const engine = loaded?.ready;
  const action = engine ? engine.shortcut(event, facts) : guess(rows, event, facts);
  if (!action) return;
  event.preventDefault();
  if (loaded && engine) loaded.perform(action);
  else performLater(event, facts, action).catch(report);
}

/**
 * A press that came before the module did: held back, and judged when it is there.
 * @param {KeyboardEvent} event
 * @param {Facts} facts
 * @param {Action} guessed
 */
async function performLater(event, facts, guessed) {
  const app = await site.app();
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([app.engine().catch(() => {}), late]);
  const action = app.ready ? app.ready.shortcut(event, facts) : guessed;
  if (action) app.perform(action);
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
  site.words.then((words) => install(site, site.ownWords.search ?? words?.search ?? "Search", report));
  // A search in the address, a dialog that was open when the reader left, words to mark: somebody waits for these.
  const asked = /[?&]search=/.test(location.search);
  if (asked || history.state?.thumbindex || stored("thumbindex:arrival")) site.app().catch(report);
  else if (site.prefetch) whenIdle(() => site.app().then((app) => app.prefetch(), report));
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 3000 });
  else setTimeout(work, 500);
}

/** @param {unknown} error */
function report(error) {
  const target = document.querySelector("thumb-index") ?? document;
  target.dispatchEvent(
    new CustomEvent("thumbindex:error", { detail: { error }, bubbles: true, composed: true }),
  );
  console.error("thumbindex: the widget could not be loaded.", error);
}

// A second load of the script does nothing.
const once = /** @type {{ [key: symbol]: boolean }} */ (/** @type {unknown} */ (globalThis));
const ONCE = Symbol.for("thumbindex");
if (!once[ONCE]) {
  once[ONCE] = true;
  start();
}

// The search dialog: the box, the list and everything that can stand in the list's place, put together.

import { h, set } from "./dom.js";
import { createField } from "./field.js";
import { createList } from "./list.js";
import { finderOf, wordsOf } from "./marks.js";
import { modal } from "./modal.js";
import { correction, failure, invitation, nothing } from "./panes.js";
import { createSession } from "./session.js";
import { createStatus } from "./status.js";
import { clearRecent, recentSearches } from "./store.js";
import { fill } from "./strings.js";

/** @import { Book } from "./book.js" */
/** @import { Results } from "./types.js" */
/** @import { Words } from "./strings.js" */

/** How many sections are asked for at first, and how many more each time. */
const STEP = 10;

/**
 * @typedef {object} Choice
 * @property {URL} url
 * @property {string[]} marked  the words to mark on arrival
 * @property {string} query
 * @property {boolean} newTab
 * @property {Event} [event]  the click, whose default opens the link
 */

/**
 * @typedef {object} Options
 * @property {URL} root  what result URLs are relative to
 * @property {Words} words
 * @property {() => Promise<Book>} book
 * @property {(choice: Choice) => void} onchoose
 * @property {() => void} onclose  the reader wants the dialog closed
 * @property {() => void} onhelp
 * @property {(query: string, results?: Results) => void} onsearch  results are shown, or the box is empty
 * @property {(error: unknown) => void} onerror
 */

/** @param {Options} options */
export function createSearch({ root, words, book, onchoose, onclose, onhelp, onsearch, onerror }) {
  /** As it was typed: a space at its end ends the last word. */
  let text = "";
  let limit = STEP;
  /** Whether words may be corrected: not those that the reader insists on. */
  let correct = true;
  /** @type {Results | undefined} */
  let shown;
  /** The hit to activate when the results are there. @type {string | undefined} */
  let wanted;

  const status = createStatus();
  const count = h("span", { class: "count", "aria-hidden": "true" });
  const above = h("div", { class: "above" });
  const below = h("div", { class: "below" });
  const more = h("button", { class: "more", onclick: () => askAgain(limit + STEP) }, words.more);
  const list = createList({ root, words, onactive: (hit) => field.point(hit) });
  const field = createField({
    words,
    list,
    oninput: typed,
    onchoose: (newTab) => choose(list.chosen(), newTab),
  });
  const progress = h("div", { class: "progress", "aria-hidden": "true" });
  const session = createSession(book, {
    onresults: show,
    onerror: fail,
    onbusy: (busy) => progress.classList.toggle("busy", busy),
  });
  // What scrolls would be a stop for Tab: the arrows scroll it.
  const body = h("div", { class: "body", tabindex: "-1" }, above, list.element, below);
  const dialog = modal(
    { name: "search", title: words.search, words, onclose, beside: count },
    field.element,
    progress,
    body,
    footer(words, onhelp),
    status.element,
  );
  set(list.element, { onclick: clicked, onauxclick: clicked });

  /** The text as it is shown to people. */
  const query = () => text.trim().replace(/\s+/g, " ");

  /** @param {string} typed */
  function typed(typed) {
    if (typed === text) return;
    status.hold();
    wanted = undefined;
    text = typed;
    correct = true;
    ask(STEP);
  }

  /** @param {number} [sections]  how many */
  function ask(sections = limit) {
    limit = sections;
    if (query()) void session.ask(text, { limit, correct });
    else invite();
  }

  /** The same question again, from a button: the reader types on in the box. @param {number} [sections] */
  function askAgain(sections) {
    field.input.focus();
    ask(sections);
  }

  /** One for all failures: a listener that is there is not added again. */
  const online = () => dialog.open && refresh();

  /** The same words once more: the answer may be another by now. */
  function refresh() {
    session.reopen();
    ask();
  }

  /** The box is empty. */
  function invite() {
    session.stop();
    list.clear();
    field.expand(false);
    status.clear();
    count.textContent = "";
    shown = undefined;
    const onclear = () => {
      clearRecent();
      askAgain();
    };
    frame([], [invitation({ words, recent: recentSearches(), onpick: field.write, onclear })]);
    onsearch("");
  }

  /** @param {Results} results */
  function show(results) {
    const again = shown?.query === results.query;
    // In the frame that shows them: now, it would cost a layout of its own.
    if (!again) requestAnimationFrame(() => list.isActive() || body.scrollTo(0, 0));
    shown = results;
    // The same words again, with more of what they find: the reader stays in place.
    const found = list.show(results, finderOf(wordsOf(results)), again);
    field.expand(found > 0);
    const corrected = found ? results.corrected?.trim() : undefined;
    const oninstead = () => {
      correct = false;
      list.activate(-1);
      body.scrollTop = 0;
      askAgain(STEP);
    };
    frame(
      corrected ? correction({ words, query: query(), corrected, oninstead }) : [],
      found ? (found < results.total ? [more] : []) : [nothing({ words, query: query() })],
    );
    if (!found) void suggest();
    if (wanted) list.activateUrl(wanted);
    const total = found
      ? words.count(results.total, results.totalIsExact)
      : fill(words.none, { query: query() });
    count.textContent = found ? total : "";
    status.say((corrected ? `${fill(words.corrected, { corrected })}. ` : "") + total);
    wanted = undefined;
    onsearch(query(), results);
  }

  /** Nothing was found, but the book may have words that begin like the last one: those, above what the first of them finds. */
  async function suggest() {
    const asked = query();
    const { suggestions, nearest } = await session.suggest(asked);
    if (!nearest) return;
    shown = nearest;
    field.expand(list.show(nearest, finderOf(wordsOf(nearest))) > 0);
    frame([nothing({ words, query: asked, suggestions, onpick: field.write })], []);
    status.say(`${fill(words.none, { query: asked })}. ${words.meant}: ${suggestions.join(", ")}`);
  }

  /** What is already known stays in view above the fault. @param {unknown} error */
  function fail(error) {
    status.clear();
    const onretry = () => {
      field.input.focus();
      refresh();
    };
    // Words that are typed until then are asked for, not those that failed.
    addEventListener("online", online, { once: true });
    frame([], [failure({ words, error, onretry })]);
    onerror(error);
  }

  /** @param {Node[]} before @param {Node[]} after  the list */
  function frame(before, after) {
    above.replaceChildren(...before);
    // What stays there is not drawn again.
    if (below.firstChild !== after[0]) below.replaceChildren(...after);
  }

  /** @param {MouseEvent} event */
  function clicked(event) {
    const hit = list.hitAt(event);
    if (!hit || event.button > 1) return;
    const newTab = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    choose(hit, newTab, event);
  }

  /**
   * @param {HTMLAnchorElement | undefined} hit
   * @param {boolean} newTab
   * @param {Event} [event]
   */
  function choose(hit, newTab, event) {
    if (!hit || !shown) return;
    onchoose({ url: new URL(hit.href), marked: wordsOf(shown), query: query(), newTab, event });
  }

  return {
    dialog,
    query,
    refresh,
    /**
     * Opens the dialog: with the words that are given, or else as it was left.
     * @param {string} [words]
     * @param {string} [url]  the hit to activate
     */
    open(words = text, url) {
      if (!dialog.open) dialog.showModal();
      text = "";
      session.reopen();
      field.write(words);
      wanted = url;
      field.input.select();
      // In the frame that shows the dialog, which has time for it; by then there may be words, or no dialog any more.
      requestAnimationFrame(() => dialog.open && !query() && invite());
    },
    close() {
      session.stop();
      dialog.close();
    },
  };
}

/** @param {Words} words @param {() => void} onhelp */
function footer(words, onhelp) {
  /** @param {string} text @param {...string} keys */
  const hint = (text, ...keys) => [...keys.map((key) => h("kbd", {}, key)), h("span", {}, text)];
  return h(
    "div",
    { class: "footer" },
    h(
      "span",
      { class: "hints", "aria-hidden": "true" },
      ...hint(words.move, "↑", "↓"),
      ...hint(words.open, "↵"),
      ...hint(words.close.toLocaleLowerCase(), "esc"),
    ),
    h("button", { class: "quiet small help-button", onclick: onhelp }, words.help),
  );
}

// The search dialog: the box, the list and everything that can stand in the list's place, put together.

import { h } from "./dom.js";
import { Field } from "./field.js";
import { List } from "./list.js";
import { patternOf, wordsOf } from "./marks.js";
import { modal } from "./modal.js";
import { correction, failure, invitation, nothing } from "./panes.js";
import { Session } from "./session.js";
import { Status } from "./status.js";
import { clearRecent, recentSearches } from "./store.js";
import { fill } from "./strings.js";

/** @import { Book } from "./book.js" */
/** @import { Results } from "./types.js" */
/** @import { Words } from "./strings.js" */

/** How many sections are asked for at first, and how many more each time. */
const STEP = 20;

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

export class SearchDialog {
  /** As it was typed: a space at its end ends the last word. */
  #text = "";
  #limit = STEP;
  /** Whether words may be corrected: not those that the reader insists on. */
  #correct = true;
  /** @type {Results | undefined} */
  #shown;
  /** The hit to activate when the results are there. @type {string | undefined} */
  #wanted;

  #status = new Status();
  #count = h("span", { class: "count", "aria-hidden": "true" });
  #above = h("div", { class: "above" });
  #below = h("div", { class: "below" });

  /** @param {Options} options */
  constructor(options) {
    const { root, words, onclose, onhelp } = options;
    this.options = options;
    this.words = words;
    this.list = new List({ root, words, onactive: (hit) => this.field.point(hit) });
    this.field = new Field({
      words,
      list: this.list,
      oninput: (text) => this.#typed(text),
      onchoose: (newTab) => this.#choose(this.list.chosen, newTab),
    });
    const progress = h("div", { class: "progress", "aria-hidden": "true" });
    this.session = new Session(options.book, {
      onresults: (results, complete) => this.#show(results, complete),
      onerror: (error) => this.#fail(error),
      onbusy: (busy) => progress.classList.toggle("busy", busy),
    });
    // What scrolls would be a stop for Tab: the arrows scroll it.
    this.body = h("div", { class: "body", tabindex: "-1" }, this.#above, this.list.element, this.#below);
    const parts = [this.field.element, progress, this.body, footer(words, onhelp), this.#status.element];
    this.dialog = modal(
      { name: "search", title: words.search, words, onclose, beside: this.#count },
      ...parts,
    );
    for (const click of ["click", "auxclick"]) {
      this.list.element.addEventListener(click, (event) => this.#onClick(/** @type {MouseEvent} */ (event)));
    }
  }

  /**
   * Opens the dialog: with the words that are given, or else as it was left.
   * @param {string} [text]
   * @param {string} [url]  the hit to activate
   */
  open(text = this.#text, url) {
    if (!this.dialog.open) this.dialog.showModal();
    this.#text = "";
    this.session.reopen();
    this.field.write(text);
    this.#wanted = url;
    this.field.input.select();
    if (!this.query) this.#invite();
  }

  /** The text as it is shown to people. */
  get query() {
    return this.#text.trim().replace(/\s+/g, " ");
  }

  /** Asks for the same words once more: the answer may be another by now. */
  again() {
    this.session.reopen();
    if (this.query) this.#ask();
  }

  close() {
    this.session.stop();
    if (this.dialog.open) this.dialog.close();
  }

  /** @param {string} text */
  #typed(text) {
    if (text === this.#text) return;
    this.#status.hold();
    this.#wanted = undefined;
    this.#text = text;
    this.#limit = STEP;
    this.#correct = true;
    if (this.query) this.#ask();
    else this.#invite();
  }

  #ask() {
    void this.session.ask(this.#text, { limit: this.#limit, correct: this.#correct });
  }

  /** The box is empty. */
  #invite() {
    this.session.stop();
    this.list.clear();
    this.field.expand(false);
    this.#status.clear();
    this.#count.textContent = "";
    this.#shown = undefined;
    const onpick = (/** @type {string} */ query) => this.field.write(query);
    const onclear = () => {
      clearRecent();
      this.field.input.focus();
      this.#invite();
    };
    this.#frame([], [invitation({ words: this.words, recent: recentSearches(), onpick, onclear })]);
    this.options.onsearch("");
  }

  /** @param {Results} results @param {boolean} complete  whether the excerpts are in it */
  #show(results, complete) {
    const { active } = this.list.state;
    const again = this.#shown?.query === results.query;
    this.#shown = results;
    this.list.show(results, { pattern: patternOf(wordsOf(results)), waiting: !complete });
    const found = this.list.state.count > 0;
    this.field.expand(found);
    const corrected = results.corrected?.trim();
    const oninstead = () => {
      this.#correct = false;
      this.#limit = STEP;
      this.list.activate(-1);
      this.body.scrollTop = 0;
      this.field.input.focus();
      this.#ask();
    };
    this.#frame(
      corrected && found ? correction({ words: this.words, query: this.query, corrected, oninstead }) : [],
      found ? this.#more(results) : [nothing({ words: this.words, query: this.query })],
    );
    if (!found && complete) void this.#suggest();
    // The same words again, with excerpts or with more of them: the reader stays in place.
    if (again) this.list.activate(active, false);
    else this.body.scrollTop = 0;
    if (this.#wanted) this.list.activateUrl(this.#wanted);
    this.#announce(results, found);
    if (!complete) return;
    this.#wanted = undefined;
    this.options.onsearch(this.query, results);
  }

  /** Nothing was found, but the book may have words that begin like the last one. */
  async #suggest() {
    const query = this.query;
    const suggestions = await this.session.suggest(query);
    if (!suggestions.length) return;
    const onpick = (/** @type {string} */ text) => this.field.write(text);
    const { words } = this;
    this.#frame([], [nothing({ words, query, suggestions, onpick })]);
    this.#status.say(`${fill(words.none, { query })}. ${words.meant}: ${suggestions.join(", ")}`);
  }

  /** @param {Results} results @param {boolean} found */
  #announce(results, found) {
    const { words } = this;
    const total = found
      ? words.count(results.total, results.totalIsExact)
      : fill(words.none, { query: this.query });
    this.#count.textContent = found ? total : "";
    const corrected = results.corrected?.trim();
    const preface = found && corrected ? `${fill(words.corrected, { corrected })}. ` : "";
    this.#status.say(preface + total);
  }

  /** @param {Results} results */
  #more(results) {
    if (this.list.state.count >= results.total) return [];
    const onclick = () => {
      this.#limit += STEP;
      this.field.input.focus();
      this.#ask();
    };
    return [h("button", { class: "more", onclick }, this.words.more)];
  }

  /** What is already known stays in view above the fault. @param {unknown} error */
  #fail(error) {
    this.#status.clear();
    const onretry = () => {
      this.field.input.focus();
      this.again();
    };
    // Words that are typed until then are asked for, not those that failed.
    addEventListener("online", () => this.dialog.open && this.again(), { once: true });
    this.#frame([], [failure({ words: this.words, error, onretry })]);
    this.options.onerror(error);
  }

  /** @param {Node[]} above @param {Node[]} below  the list */
  #frame(above, below) {
    this.#above.replaceChildren(...above);
    this.#below.replaceChildren(...below);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const hit = this.list.hitAt(event);
    if (!hit || event.button > 1) return;
    const newTab = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    this.#choose(hit, newTab, event);
  }

  /**
   * @param {HTMLAnchorElement | undefined} hit
   * @param {boolean} newTab
   * @param {Event} [event]
   */
  #choose(hit, newTab, event) {
    if (!hit || !this.#shown) return;
    const url = new URL(hit.href);
    this.options.onchoose({ url, marked: wordsOf(this.#shown), query: this.query, newTab, event });
  }
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

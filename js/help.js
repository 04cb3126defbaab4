// The help dialog: the keys that are on, as Rust's table says, and the switch that turns single keys off (WCAG 2.1.4).

import { h } from "./dom.js";
import { modal } from "./modal.js";
import { singleKeys } from "./store.js";

/** @import { Action } from "./types.js" */
/** @import { Words } from "./strings.js" */
/** @typedef {{ action: Action, keys: string[] }} Row */

const ON_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** @type {Record<string, string>} */
const CAPS = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "↵",
  Escape: "Esc",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Mod: ON_MAC ? "⌘" : "Ctrl",
};

/**
 * @param {object} options
 * @param {Words} options.words
 * @param {() => Row[]} options.rows  the table as it stands
 * @param {() => void} options.onclose
 */
export function createHelp({ words, rows, onclose }) {
  const tables = h("div", { class: "tables" });
  const single = h("input", {
    id: "single",
    type: "checkbox",
    role: "switch",
    class: "switch",
    "aria-describedby": "single-hint",
    onchange() {
      singleKeys.on = single.checked;
      draw();
    },
  });
  const draw = () => {
    single.checked = singleKeys.on;
    tables.replaceChildren(onThePage(rows(), words), inTheResults(words));
  };
  const setting = h(
    "div",
    { class: "setting" },
    h(
      "div",
      {},
      h("label", { for: "single" }, words.single),
      h("p", { id: "single-hint", class: "hint" }, words.singleHint),
    ),
    single,
  );
  const body = h("div", { class: "body" }, tables, setting);
  const dialog = modal({ name: "help", title: words.help, words, onclose }, body);
  return {
    dialog,
    open() {
      draw();
      if (!dialog.open) dialog.showModal();
    },
    close: () => dialog.close(),
  };
}

/** @param {Row[]} rows @param {Words} words */
function onThePage(rows, words) {
  /** @type {Record<Action, string>} */
  const names = {
    search: words.search,
    help: words.actionHelp,
    previous: words.actionPrevious,
    next: words.actionNext,
    close: words.close,
  };
  return h("dl", { class: "keys" }, ...rows.map(({ action, keys }) => row(names[action], keys, words)));
}

/** @param {Words} words */
function inTheResults(words) {
  return h(
    "section",
    {},
    h("h3", { class: "page-title" }, words.inResults),
    h(
      "dl",
      { class: "keys" },
      row(words.moveHit, ["ArrowUp", "ArrowDown"], words),
      row(words.movePage, ["PageUp", "PageDown"], words),
      row(words.openHit, ["Enter"], words),
      row(words.openTab, ["Mod+Enter"], words),
    ),
  );
}

/**
 * @param {string} name
 * @param {string[]} keys
 * @param {Words} words
 */
function row(name, keys, words) {
  const caps = keys.flatMap((key, index) => [
    index > 0 && h("span", { class: "or" }, `${words.or} `),
    ...drawKey(key),
  ]);
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...caps));
}

/** Its caps, each with a space behind it. @param {string} key */
const drawKey = (key) =>
  key
    .split("+")
    .flatMap((part) => [h("kbd", {}, CAPS[part] ?? (part.length === 1 ? part.toUpperCase() : part)), " "]);

// The playground: what is dropped, chosen or pasted is indexed in this page, weighed, and searched.

import { startWorker } from "./client.js";
import { chosen, dropped } from "./gather.js";
import { weights } from "./report.js";
import { searchPane } from "./search.js";
import { counted } from "./words.js";

/** @import { Dropped, Report, Tell } from "./types.js" */

/** What the sample, which is the guide, is searched for first: with a slip, since that is what one would try. */
const FIRST_QUERY = "keybord shortcuts";

const { ask } = startWorker();
const pane = searchPane({ label: "Search it", search: (query) => ask("search", query) });
const status = byId("status");
/** @type {HTMLProgressElement} */
const progress = byId("progress");
const problem = byId("problem");
const made = byId("made");
byId("search").append(pane.element);

/** @template {HTMLElement} [Kind=HTMLElement] @param {string} id */
function byId(id) {
  return /** @type {Kind} */ (document.getElementById(id));
}

/** Whose turn it is: a folder that was dropped later is the one that counts. */
let turn = 0;

/**
 * @param {() => Dropped[] | Promise<Dropped[]>} gather
 * @param {string} [query]
 */
async function use(gather, query) {
  const mine = ++turn;
  problem.textContent = "";
  made.hidden = true;
  status.textContent = "Looking at the files…";
  try {
    const files = await gather();
    const report = await ask("index", files, (...steps) => {
      if (mine === turn) tell(...steps);
    });
    if (mine === turn) await show(report, query);
  } catch (error) {
    if (mine !== turn) return;
    status.textContent = "";
    problem.textContent = error instanceof Error ? error.message : String(error);
  } finally {
    if (mine === turn) progress.hidden = true;
  }
}

/** Steps are said, and how far they have come is only shown: a screen reader would have no end of numbers. @type {Tell} */
function tell(step, done, total) {
  const doing = step === "reading" ? "Reading…" : "Indexing…";
  if (status.textContent !== doing) status.textContent = doing;
  progress.hidden = false;
  progress.max = total;
  progress.value = done;
}

/** @param {Report} report @param {string} [query] */
async function show(report, query) {
  const pages = report.languages.reduce((sum, { pages }) => sum + pages, 0);
  status.textContent = `Done: ${counted(pages, "page")}. Type to search them.`;
  byId("weights").replaceChildren(...weights(report).filter((part) => part !== false));
  made.hidden = false;
  pane.box.focus();
  await pane.fill(query);
}

for (const id of ["folder", "files"]) {
  /** @type {HTMLInputElement} */
  const input = byId(id);
  byId(`choose-${id}`).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const { files } = input;
    if (files?.length) use(() => chosen(files));
  });
}

byId("sample").addEventListener("click", () =>
  use(async () => {
    const response = await fetch("sample.json");
    if (!response.ok) throw new Error("the sample cannot be loaded: load this page again");
    /** @type {{ [path: string]: string }} */
    const texts = await response.json();
    return Object.entries(texts).map(([path, text]) => ({ path, file: new Blob([text]) }));
  }, FIRST_QUERY),
);

byId("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  const { value } = /** @type {HTMLTextAreaElement} */ (byId("text"));
  const path = value.trimStart().startsWith("<") ? "pasted.html" : "pasted.md";
  use(() => (value.trim() ? [{ path, file: new Blob([value]) }] : []));
});

addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("over");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  const { dataTransfer } = event;
  // Its files have to be taken while the event lasts.
  const files = dataTransfer && dropped(dataTransfer);
  files?.catch(() => {});
  if (files) use(() => files);
});

// Are the tests of the widget able to fail? Each line below breaks one behaviour in a copy of `js/`, bundles the copy, and runs the
// test that shows the behaviour. A test that still passes is no proof.
//
//   node tests/mutations.js [WORDS]    only those whose names have WORDS in them
//
// It needs what `cargo xtask build` leaves, those of real/ also the built Rust books in `RUST_HTML`, and takes some seconds for each line
// and for each test, which has to pass first as long as nothing is broken.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at } from "./support/paths.js";

// What a reader would notice; a file in js/, what stands there once, what takes its place; a suite, how its test's
// name begins, and the browser to ask when it is not Chromium.
/** @type {[breaks: string, file: string, from: string, to: string, suite: string, test: string, browser?: string][]} */
// biome-ignore format: a table
const LIST = [
  ["keys act in a text box", "press.js", "editable, path }", "editable: false, path }", "everywhere/keys", "keys in a box"],
  ["keys act below a host's modal", "facts.js", 'modal: seen.open === "none" && hasModal()', "modal: false", "everywhere/keys", "a modal of the host"],
  ["keys act after the host has used them", "press.js", "prevented: event.defaultPrevented", "prevented: false", "everywhere/keys", "an input method"],
  ["arrows turn the page from a block of code", "facts.js", "scrolls: usesArrows(path) || clickedInScroller()", "scrolls: false", "everywhere/keys", "arrows that scroll"],
  ["arrows turn the page from a tab", "facts.js", "element.matches(USES_ARROWS) || scrollsSideways(element)", "scrollsSideways(element)", "everywhere/keys", "arrows in tabs"],
  ["arrows turn the page with text selected", "facts.js", "selection: Boolean(getSelection()?.toString())", "selection: false", "everywhere/keys", "arrows that scroll"],
  ["arrows do not follow the direction of the page", "facts.js", 'rtl: getComputedStyle(document.documentElement).direction === "rtl"', "rtl: false", "everywhere/keys", "on a page from right to left"],
  ["an engine's marks are not marked", "providers/marks.js", "mark: at > 0", "mark: false", "browser/providers", "a reader finds a section"],
  ["a refusal is taken for no results", "providers/remote.js", "if (status >= 400) {", "if (status >= 600) {", "browser/providers", "a refusal is told"],
  ["a provider that comes late is not asked", "app.js", "books.get(own) ??", "[...books.values()][0] ??", "browser/providers", "an author's own provider"],
  ["the switch is forgotten", "store.js", 'write("localStorage", KEYS, on ? undefined : "off")', 'write("sessionStorage", KEYS, on ? undefined : "off")', "everywhere/keys", "the switch in the help"],
  ["the key is typed into the box", "thumbindex.js", "  if (app || !event.key.startsWith(\"Arrow\")) event.preventDefault();", "", "everywhere/keys", "/ opens the search"],
  ["the script works twice", "thumbindex.js", 'if (!customElements.get("thumb-index")) start();', "start();", "everywhere/search", "a second load"],
  ["Back does not close", "trail.js", "        onback();", "", "everywhere/search", "Back closes it"],
  ["a click beside the dialog does nothing", "modal.js", "pressed && target === dialog && onclose()", "pressed && target === heading && onclose()", "everywhere/search", "a click beside"],
  ["Up does not wrap", "moves.js", "active <= 0 ? count - 1 : active - 1", "Math.max(active - 1, 0)", "everywhere/search", "the arrows move"],
  ["Page Down moves by one", "moves.js", "groups.find((start) => start > active) ?? count - 1", "(active + 1) % count", "everywhere/search", "Page Down"],
  ["the box does not point to the active hit", "field.js", '"aria-activedescendant": hit?.id', '"aria-activedescendant": undefined', "everywhere/search", "the arrows move"],
  ["an empty list is said to be open", "search.js", "field.expand(found > 0)", "field.expand(true)", "everywhere/search", "where nothing is found"],
  ["the invitation comes too late", "search.js", "dialog.open && !query() && invite()", "dialog.open && invite()", "browser/dialog", "words that were typed before"],
  ["a closed dialog goes on", "search.js", "dialog.open && !query() && invite()", "!query() && invite()", "browser/dialog", "closed before it was painted"],
  ["a page is locked after its dialog has closed", "app.js", 'app.open === "none" || lockPage(host)', "lockPage(host)", "browser/widget", "before it was painted"],
  ["hits are stops for Tab", "list.js", 'tabindex: "-1"', 'tabindex: "0"', "everywhere/search", "Tab goes to the buttons"],
  ["the address fills the history", "trail.js", 'history.replaceState(history.state, "", url)', 'history.pushState(history.state, "", url)', "everywhere/search", "?search= opens"],
  ["the words of the address are ignored", "app.js", "else if (asked !== null) search(asked)", "", "everywhere/search", "?search= opens"],
  ["the active hit is not restored", "app.js", "keepLast({ query, url: url.href })", "keepLast({ query })", "everywhere/search", "coming Back"],
  ["the box is empty after Back", "field.js", "addEventListener(\"pagehide\", () => (input.defaultValue = input.value));", "", "everywhere/search", "coming Back", "webkit"],
  ["recent searches are not cleared", "store.js", 'write("localStorage", RECENT, undefined)', "", "everywhere/search", "recent searches"],
  ["select cannot be cancelled", "app.js", 'emit("select", { url: url.href, query, newTab }, true)', 'emit("select", { url: url.href, query, newTab })', "everywhere/search", "events are sent"],
  ["nothing is announced", "status.js", "element.textContent = text;", "", "everywhere/search", "a typo finds"],
  ["it is announced at every letter", "status.js", "const PAUSE = 500", "const PAUSE = 0", "browser/accessibility", "hears the number"],
  ["the alert swallows its button", "panes.js", 'h("div", { role: "alert" }', 'h("div", { role: "none" }', "browser/accessibility", "hears that the search"],
  ["targets are small", "filters.css", "min-block-size: 28px;", "min-block-size: 0;", "browser/accessibility", "on a phone the dialog"],
  ["muted text is too pale", "tokens.css", "light-dark(#62626e, #a3a3b2)", "light-dark(#a2a2ae, #63636e)", "browser/accessibility", "the results"],
  ["it moves for who wants no motion", "tokens.css", "animation: none !important", "animation-delay: 0s !important", "browser/accessibility", "reduced motion"],
  ["the page moves when its scrollbar goes", "shell.js", "innerWidth - document.documentElement.clientWidth", "innerWidth - document.documentElement.clientWidth + 40", "browser/accessibility", "opening and closing"],
  ["marks are not there", "app.js", "    void mark(marked);\n", "", "everywhere/arrival", "a hit in the same page"],
  ["a closed details stays closed", "reveal.js", "element.open = true;", "", "everywhere/arrival", "a details in a details"],
  ["the tab is not chosen", "reveal.js", "tab.click();", "", "everywhere/arrival", "the tab that hides"],
  ["the header covers the section", "reveal.js", "edge + 8", "edge - edge", "everywhere/arrival", "the section stands below"],
  ["marks are stepped through once only", "arrive.js", "(at + by + count) % count", "Math.min(at + by, count - 1)", "everywhere/arrival", "the note steps"],
  ["the page keeps our <mark>", "wrap.js", "mark.replaceWith(...mark.childNodes);", "", "everywhere/arrival", "without CSS highlights"],
  ["a filter hides nothing", "filters.js", "return narrowed ? this.#narrow(results, limit) : results", "return results", "everywhere/narrowing", "a book in parts"],
  ["narrowing to a part hides nothing", "filters.js", "partOf(page) === this.#chosen :", "true :", "everywhere/narrowing", "a book in parts"],
  ["narrowing to the chapter hides nothing", "filters.js", ": this.#isHere(page)));", ": true));", "everywhere/narrowing", "the search can be kept"],
  ["a filter loses the focus when more parts come", "filters.js", "if (focused)", "if (!focused)", "browser/narrowing", "a part that is pressed"],
  ["the part that is chosen is no more on offer", "filters.js", "choices.unshift(this.#chosen);", "choices;", "browser/narrowing", "the part that is chosen"],
  ["narrowing fetches all texts at once", "filters.js", "wide = Math.min(WIDE, wide * 2)", "wide = WIDE", "browser/narrowing", "narrowing to a part"],
  ["a swipe turns the wrong way", "swipe.js", "across < 0 === rtl", "across > 0 === rtl", "browser/chapters", "to the left turns"],
  ["a swipe in a wide table turns the page", "swipe.js", "path.some(isOthers) || taken(path)", "path.some(isOthers)", "browser/chapters", "turns no chapter where it begins"],
  ["a tap that slipped turns the page", "swipe.js", "const FAR = 60", "const FAR = 5", "browser/chapters", "turns no chapter when it is short"],
  ["the bar stays behind the route", "bar.js", '"navigatesuccess"', '"never"', "browser/chapters", "arrows and bar"],
  ["the bar is drawn anew below the focus", "bar.js", "if (said === shown.get(element)) return;", "", "browser/single-page", "a search that is closed again"],
  ["the note stays when its page is gone", "arrive.js", "here() === page || dismiss()", "here() === page", "browser/single-page", "the note of the marks"],
  ["the way back overtakes the host's router", "app.js", 'setTimeout(() => app.open === "none" && trail.leave());', "trail.leave();", "browser/single-page", "a result is opened by the host itself, whose router asks"],
  ["a dialog that is gone keeps the keys", "app.js", "if (!host.isConnected) return close(app.open);", "", "browser/single-page", "a host that has taken"],
  ["a button more than the host's own", "places.js", 'if (document.querySelector("thumb-index")) return;', "if (button.isConnected) return;", "browser/single-page", "a button stands"],
  ["a background that fades is looked at too soon", "scheme.js", 'addEventListener("transitionend", apply);', "", "browser/colours", "a host that becomes dark by a background"],
  ["the dialogs take room", "tokens.css", "  position: absolute;\n  font-family", "  font-family", "browser/host", "where the host's body is a grid"],
  ["the dialogs inherit capitals", "tokens.css", "all: initial;", "", "browser/host", "of the host's body"],
  ["?find= is nothing to load for", "thumbindex.js", "(search|find)=", "(search)=", "browser/host", "on a page of rustdoc's"],
  ["the preview runs into the next section", "preview.js", "block.tagName <= level) break", "block.tagName < level) break", "browser/preview", "the active hit's section"],
  ["the preview is asked for where there is no room", "extras.js", "site.prefetch && matchMedia(ROOMY).matches", "site.prefetch", "browser/preview", "a window without room"],
  ["the search does not go on by itself", "search.js", 'addEventListener("online"', 'addEventListener("never"', "browser/network", "a reader who is offline"],
  ["nothing near is shown where nothing is found", "search.js", "    field.expand(list.show(nearest, finderOf(wordsOf(nearest))) > 0);\n", "", "browser/dialog", "the sections nearest"],
  ["mdBook's own search shows beside ours", "mdbook.css", "visibility: hidden", "color: inherit", "real/rust-book", "in mdBook's theme navy"],
  ["the bar of an mdBook moves", "mdbook.css", "  width: 0;", "  width: auto;", "real/rust-book", "the button stands where"],
  ["the dialog is light on a dark page", "scheme.js", "light < 0.5", "light < 0", "real/rust-book", "in mdBook's theme navy"],
  ["a phone's keyboard covers the dialog", "shell.js", 'viewport.addEventListener("resize", fit);', "", "browser/accessibility", "on a phone the dialog takes"],
  ["books take turns", "several.js", "other.score - one.score", "0", "browser/several", "every book is on offer"],
  ["all books are asked for one", "several.js", "return wanted(at) ?", "return true ?", "browser/several", "every book is on offer"],
  ["one missing book silences the others", "several.js", "failed.length === members.length", "failed.length", "browser/several", "without one of them"],
  ["a missing book is not named", "shelf.js", "element.hidden = !missing.length;", "", "browser/several", "without one of them"],
  ["a missing book is asked for at every letter", "shelf.js", "failures.set(at, error);", "", "browser/several", "without one of them"],
  ["links lead into the page's own book", "shelf.js", "roots[at] ?? root", "root", "browser/several", "hits of several books"],
  ["all books are opened before anybody searches", "shelf.js", "await opens[home]?.().catch(() => undefined)", "await Promise.all(opens.map((open) => open())).then((all) => all[home])", "browser/several", "until somebody searches"],
  ["an open page asks for files that are gone", "renew.js", "if (!renew || !isStale(error)) throw error;", "throw error;", "browser/deploy", "an open page searches"],
  ["what a cache has damaged is asked for again there", "book.js", 'copy("reload", "reload")', 'copy("no-cache", FOR_EVER)', "browser/faults", "that is damaged in a cache"],
  ["a damaged module stays in its cache", "engine.js", 'return get("reload");', "throw error;", "browser/faults", "that is cut short in a cache"],
  ["a host that never answers is waited for", "bytes.js", "setTimeout(end, SILENCE)", "setTimeout(end, 2 ** 30)", "browser/network", "a root that is never"],
  ["a button without its widget does nothing", "thumbindex.js", "firstElementChild?.append(fault)", "firstElementChild", "browser/faults", "the button says so"],
  ["everything is drawn at once", "list.js", "const MANY = 10", "const MANY = 99", "browser/dialog", "and nothing in view moves"],
  ["the dialog grows when the rest is drawn", "list.css", "min-block-size: 100vh", "min-block-size: 0", "browser/dialog", "and nothing in view moves"],
  ["keys know only the hits in view", "list.js", "    state() {\n      finish();", "    state() {", "browser/dialog", "and a key reaches"],
  ["what stays is drawn again", "list.js", "drawn.get(plan.shows) ?? ", "", "browser/dialog", "what an answer shows as"],
  ["what has changed is not drawn again", "list.js", "JSON.stringify([page.title, page.breadcrumbs, page.book?.language, each])", "page.url", "browser/dialog", "what an answer shows as"],
  ["the list stays where it was scrolled to", "search.js", "body.scrollTo(0, 0)", "0", "browser/dialog", "a reader who has scrolled"],
  ["a key is undone by the frame", "search.js", "list.isActive() || ", "", "browser/dialog", "a reader who has scrolled"],
  ["signs in words are a pattern", "marks.js", "|]/g", "|-]/g", "browser/dialog", "an operator"],
  ["an old answer's rest is drawn", "list.js", "finish === rest && drawTo()", "drawTo()", "browser/dialog", "but not the hits of"],
  ["texts are parsed", "dom.js", "element.append(...children.flatMap((child) => child || []));", 'for (const child of children.flatMap((child) => child || [])) if (typeof child === "string") element.insertAdjacentHTML("beforeend", child); else element.append(child);', "browser/injection", "split: titles, headings"],
  ["an older answer overtakes a newer one", "session.js", "      newest.abort();\n      newest = new AbortController();", "      newest = new AbortController();", "browser/dialog", "an answer that comes late"],
];

const words = process.argv.slice(2).join(" ");
const chosen = LIST.filter(([breaks]) => breaks.includes(words));
const whole = copyOf();
/** What passes as long as nothing is broken: a test that fails anyway notices nothing. @type {Set<string>} */
const sound = new Set();
const survivors = chosen.filter((line) => {
  const killed = isKilled(line);
  console.log(`${killed ? "noticed " : "SURVIVED"}  ${line[0]}`);
  return !killed;
});
rmSync(whole, { recursive: true, force: true });
console.log(`${chosen.length - survivors.length} of ${chosen.length} are noticed`);
process.exitCode = survivors.length ? 1 : 0;

/** @param {typeof LIST[number]} line */
function isKilled([breaks, file, from, to, suite, test, browser = "chromium"]) {
  const name = `${suite} in ${browser}: ${test}`;
  if (!sound.has(name) && !passes(suite, test, browser, whole)) throw new Error(`it fails anyway: ${name}`);
  sound.add(name);
  const folder = copyOf((js) => {
    const text = readFileSync(join(js, file), "utf8");
    if (text.split(from).length !== 2) throw new Error(`${breaks}: js/${file} does not have once: ${from}`);
    writeFileSync(
      join(js, file),
      text.replace(from, () => to),
    );
  });
  const passed = passes(suite, test, browser, folder);
  rmSync(folder, { recursive: true, force: true });
  return !passed;
}

/** A folder with a copy of `js/`, and the widget made of it. @param {(js: string) => void} [change]  of the copy */
function copyOf(change) {
  const folder = mkdtempSync(join(tmpdir(), "thumbindex-mutation-"));
  cpSync(at("js"), join(folder, "js"), { recursive: true });
  change?.(join(folder, "js"));
  bundle(join(folder, "js/thumbindex.js"), join(folder, "widget"));
  return folder;
}

/** As xtask/src/bundle.rs makes it, but for the last percents. @param {string} entry @param {string} out */
function bundle(entry, out) {
  const options = ["--bundle", "--splitting", "--format=esm", "--target=es2022", "--loader:.css=text"];
  const absent = ["process", "setImmediate", "FinalizationRegistry", "CARRIED_FILES"].map(
    (name) => `--define:globalThis.${name}=undefined`,
  );
  const defined = [...absent, '--define:PACKED_MODULE="thumbindex.wasm"'];
  const names = ["--chunk-names=chunks/[name]-[hash]", "--log-level=error"];
  execFileSync(at("node_modules/.bin/esbuild"), [entry, `--outdir=${out}`, ...options, ...defined, ...names]);
  cpSync(at("dist/thumbindex.wasm"), join(out, "thumbindex.wasm"));
}

/** @param {string} suite @param {string} test @param {string} browser @param {string} folder  with the broken `js/`, and the widget made of it */
function passes(suite, test, browser, folder) {
  const pattern = `--test-name-pattern=${test.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
  const broken = { WIDGET: join(folder, "widget"), SOURCES: join(folder, "js") };
  const env = { ...process.env, ...broken, BROWSERS: browser };
  const args = ["--test", "--test-reporter=tap", pattern, at(`tests/${suite}.test.js`)];
  const run = spawnSync("node", args, { env, encoding: "utf8" });
  const count = (/** @type {string} */ what) =>
    Number(new RegExp(`^# ${what} (\\d+)`, "m").exec(run.stdout)?.[1]);
  if (count("pass") + count("fail") === 0) throw new Error(`no test of ${suite} is named: ${test}`);
  return run.status === 0;
}

// What is kept on this device: the recent searches, the switch for single keys, and, when a reader has left for a result, what the
// dialog held and the words to mark there. A browser may refuse all of it; then nothing is remembered and everything works.

const RECENT = "thumbindex:recent";
const KEYS = "thumbindex:keys";
const LAST = "thumbindex:last";
const ARRIVAL = "thumbindex:arrival";

const RECENT_COUNT = 5;
/** A page that has not opened by then is not going to. */
const ARRIVAL_MS = 30_000;

/** @typedef {{ query: string, url?: string }} Last */

/** @returns {string[]} newest first */
export function recentSearches() {
  return textsIn(read("localStorage", RECENT)).slice(0, RECENT_COUNT);
}

/** @param {string} query */
export function addRecent(query) {
  const others = recentSearches().filter((other) => other !== query);
  write("localStorage", RECENT, [query, ...others].slice(0, RECENT_COUNT));
}

export function clearRecent() {
  write("localStorage", RECENT, undefined);
}

export const singleKeys = {
  get on() {
    return read("localStorage", KEYS) !== "off";
  },
  set on(on) {
    write("localStorage", KEYS, on ? undefined : "off");
  },
};

/** @returns {Last | undefined} */
export function lastSearch() {
  const last = read("sessionStorage", LAST);
  return typeof last?.query === "string" ? last : undefined;
}

/** @param {Last} last */
export function keepLast(last) {
  write("sessionStorage", LAST, last);
}

/**
 * Tells the page that a reader is about to open which words to mark.
 * @param {URL} url
 * @param {string[]} words
 */
export function announceArrival(url, words) {
  write("localStorage", ARRIVAL, { url: url.href, words, time: Date.now() });
}

/** The words to mark in this page, once. @returns {string[] | undefined} */
export function takeArrival() {
  const arrival = read("localStorage", ARRIVAL);
  const fits = arrival?.url === location.href;
  if (!fits && Date.now() - arrival?.time < ARRIVAL_MS) return;
  write("localStorage", ARRIVAL, undefined);
  if (fits) return textsIn(arrival.words);
}

/** Whoever wrote it. @param {unknown} kept */
const textsIn = (kept) => [kept].flat().filter((text) => typeof text === "string");

/** @typedef {"localStorage" | "sessionStorage"} Place */

/** @param {Place} place @param {string} key @returns {any}  `null` where nothing is kept */
function read(place, key) {
  try {
    return JSON.parse(globalThis[place].getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {Place} place @param {string} key @param {unknown} value */
function write(place, key, value) {
  try {
    if (value === undefined) globalThis[place].removeItem(key);
    else globalThis[place].setItem(key, JSON.stringify(value));
  } catch {
    // Full, or switched off.
  }
}

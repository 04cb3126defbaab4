// Several books searched as one. Each answers for itself, and what they answer is put in one order. It imports nothing that
// the widget has already, or the bundler would make a file of the shared part.
//
// A score says what share of the best possible answer a section is, for these words in its own book (crates/engine/src/rank.rs
// divides by the rarity of the query), so scores of different books compare as they are: in their order twelve Rust books have an
// MRR@10 of .903, one index of all twelve .922, and books that take turns .342 (bench/several.mjs).

/** @import { Book } from "./book.js" */
/** @import { PageResult, Results } from "./types.js" */

/** What an answer for other words is worth beside one for the words as they were typed. */
const CORRECTED = 0.9;
/** How many sections, and completions, when nobody says. */
const LIMIT = 10;

/**
 * @typedef {object} Member
 * @property {() => Promise<Book>} open  the same book however often
 * @property {string} place  what it is called without a title: where it is
 */

/**
 * What a book answered, or why it did not.
 * @template T
 * @typedef {{ at: number, book?: Book, answer?: T, error?: unknown }} Reply
 */

/**
 * The book that several make, and what opens each of them: who wants one alone opens it so, since a book that is not known cannot
 * be closed with the others.
 * @param {Member[]} members
 * @param {typeof import("./drive.js").unlessAborted} [unlessAborted]  waits for books as long as anybody wants the answer; the
 *   widget, which drops what comes late, does without
 * @returns {{ book: Book, opens: (() => Promise<Book>)[] }}
 */
export function several(members, unlessAborted = (promise) => promise) {
  /** Those that are open, each in its member's place. @type {(Book | undefined)[]} */
  const open = members.map(() => undefined);
  let closed = false;
  const opens = members.map((member, at) => async () => {
    const book = await member.open();
    open[at] = book;
    // It was on its way when the others were closed.
    if (closed) book.close();
    return book;
  });

  /** @param {number} at */
  const nameOf = (at) => {
    const { title = "", language = "" } = open[at] ?? {};
    const same = open.filter((other) => title && other?.title === title);
    return same.length > 1 ? `${title} (${language})` : title || (members[at]?.place ?? "");
  };

  /**
   * Asks every book; fails when none can answer.
   * @template T
   * @param {(book: Book) => Promise<T> | T} question
   * @param {AbortSignal} [signal]
   * @param {(at: number) => boolean} [wanted]
   * @returns {Promise<Reply<T>[]>}
   */
  async function askAll(question, signal, wanted = () => true) {
    const opening = await unlessAborted(Promise.allSettled(opens.map((open) => open())), signal);
    /** @param {PromiseSettledResult<Book>} opened @param {number} at @returns {Promise<Reply<T>>} */
    const ask = async (opened, at) => {
      if (opened.status === "rejected") return { at, error: opened.reason };
      const book = opened.value;
      try {
        return wanted(at) ? { at, book, answer: await question(book) } : { at, book };
      } catch (error) {
        return { at, error };
      }
    };
    const replies = await Promise.all(opening.map(ask));
    signal?.throwIfAborted();
    const failed = replies.filter(({ error }) => error);
    if (failed.length === members.length) throw failed[0]?.error;
    return replies;
  }

  /** @type {Book} */
  const book = {
    title: "",
    language: "",
    titles: () => open.flatMap((book, at) => (book ? nameOf(at) : [])),
    async search(query, { only, ...options } = {}) {
      const wanted = (/** @type {number} */ at) => only === undefined || nameOf(at) === only;
      const replies = await askAll((book) => book.search(query, options), options.signal, wanted);
      const answers = replies.flatMap(({ at, book, answer }) =>
        book && answer ? { at, title: nameOf(at), language: book.language, answer } : [],
      );
      return {
        ...merged(query, answers, options.limit ?? LIMIT),
        missing: replies.flatMap(({ at, error }) => (error ? { at, title: nameOf(at), error } : [])),
      };
    },
    async suggest(text, options = {}) {
      const replies = await askAll((book) => book.suggest(text, options), options.signal);
      const texts = turns(replies.map(({ answer }) => (answer ?? []).map((suggestion) => suggestion.text)));
      return [...new Set(texts)].slice(0, options.limit ?? LIMIT).map((text) => ({ text }));
    },
    navigation: (url) => firstOf(open, (book) => book?.navigation(url)),
    close() {
      closed = true;
      for (const book of open) book?.close();
    },
  };
  return { book, opens };
}

/** @typedef {{ at: number, title: string, language: string, answer: Results }} Answer */

/**
 * @param {string} query
 * @param {Answer[]} answers
 * @param {number} limit
 * @returns {Results}
 */
function merged(query, answers, limit) {
  const found = answers.filter(({ answer }) => answer.pages.length);
  const literally = found.some(({ answer }) => !answer.corrected);
  const ranked = found.flatMap(({ answer, ...book }) => {
    const worth = literally && answer.corrected ? CORRECTED : 1;
    return answer.pages.flatMap((page) =>
      page.sections.map((section) => ({ page, book, answer, section, score: section.score * worth })),
    );
  });
  // The sort keeps the order of the books among equals.
  const best = ranked.sort((one, other) => other.score - one.score).slice(0, limit);
  /** @type {Map<PageResult, PageResult>} */
  const pages = new Map();
  for (const { page, book, section, score } of best) {
    const known = pages.get(page) ?? { ...page, book, score, sections: [] };
    pages.set(page, known);
    known.sections.push({ ...section, score });
  }
  return {
    query: answers[0]?.answer.query ?? query,
    corrected: (!literally && best[0]?.answer.corrected) || null,
    total: answers.reduce((sum, { answer }) => sum + answer.total, 0),
    totalIsExact: answers.every(({ answer }) => answer.totalIsExact),
    tookMs: Math.max(0, ...answers.map(({ answer }) => answer.tookMs)),
    pages: [...pages.values()],
  };
}

/** The first of each, then the second of each, and so on. @template T @param {T[][]} lists @returns {T[]} */
const turns = (lists) =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat();

/** @template T, U @param {T[]} list @param {(item: T) => U | undefined} look @returns {U | undefined} */
function firstOf(list, look) {
  for (const item of list) {
    const seen = look(item);
    if (seen !== undefined) return seen;
  }
}

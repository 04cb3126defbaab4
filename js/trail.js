// The Back button closes a dialog. That takes one entry in the history for as long as a dialog is open, and no more: it
// carries the host's own state along, so that a single-page router finds what it put there, and the words of the search
// as `?search=`, so that the address can be copied.

/** The mark of our entry. */
const MARK = "thumbindex";
/** A way back that has not come to its end by then never will: a navigation of the host's has overtaken it. */
const LOST = 1000;

export class Trail {
  /** Whether a dialog is open. */
  #inside = false;
  #left = () => {};
  /** Resolves when a way back that is under way has come to its end. @type {Promise<void> | undefined} */
  settled;

  /**
   * @param {{ onback: () => void, onforward: () => void }} handlers  what to do when the reader leaves our entry, or
   *   comes to it
   */
  constructor({ onback, onforward }) {
    this.onback = onback;
    this.onforward = onforward;
    addEventListener("popstate", (event) => this.#onPop(event), true);
  }

  get isOurs() {
    return Boolean(history.state?.[MARK]);
  }

  /** A dialog has opened. */
  async enter() {
    this.#inside = true;
    await this.settled;
    // It may have closed again while the way back from the last one was under way.
    if (this.#inside && !this.isOurs)
      attempt(() => history.pushState({ ...history.state, [MARK]: true }, ""));
  }

  /** It has closed. */
  leave() {
    if (!this.#inside) return;
    this.#inside = false;
    if (!this.isOurs || this.settled) return;
    /** @type {Promise<void>} */
    const back = new Promise((resolve) => {
      this.#left = resolve;
      setTimeout(resolve, LOST);
    });
    this.settled = back.then(() => {
      this.settled = undefined;
    });
    history.back();
  }

  /** It has closed, and the reader goes on within this page: the new address takes our entry's place. @param {URL} url */
  replace(url) {
    this.#inside = false;
    // WebKit leaves the mark to the entry that takes the place.
    attempt(() => history.replaceState({ ...history.state, [MARK]: undefined }, ""));
    location.replace(url);
  }

  /** Writes the words into the address. @param {string} query */
  remember(query) {
    if (!this.#inside || !this.isOurs) return;
    const url = new URL(location.href);
    if (query) url.searchParams.set("search", query);
    else url.searchParams.delete("search");
    if (url.href !== location.href) attempt(() => history.replaceState(history.state, "", url));
  }

  /** The words in an address that a reader has come by. They stay in our own entry only. */
  takeQuery() {
    const url = new URL(location.href);
    const query = url.searchParams.get("search") ?? undefined;
    if (query === undefined || this.isOurs) return query;
    url.searchParams.delete("search");
    attempt(() => history.replaceState(history.state, "", url));
    return query;
  }

  /** @param {PopStateEvent} event */
  #onPop(event) {
    if (this.settled && !this.isOurs) this.#left();
    else if (this.#inside && !this.isOurs) {
      this.#inside = false;
      this.onback();
    } else if (!this.#inside && this.isOurs) {
      this.#inside = true;
      this.onforward();
    } else return;
    // The page is the same on both sides of our entry: a router has nothing to do.
    event.stopImmediatePropagation();
  }
}

/** A sandboxed page may not touch the history, and browsers limit how often one may. @param {() => void} change */
function attempt(change) {
  try {
    change();
  } catch {
    // Then Back does what it does without us.
  }
}

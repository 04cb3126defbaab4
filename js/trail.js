// The Back button closes a dialog. That takes one entry in the history for as long as a dialog is open, and no more: it
// carries the host's own state along, so that a single-page router finds what it put there, and the words of the search
// as `?search=`, so that the address can be copied.

/** The mark of our entry. */
const MARK = "thumbindex";
/** A way back that has not come to its end by then never will: a navigation of the host's has overtaken it. */
const LOST = 1000;

/**
 * @param {{ onback: () => void, onforward: () => void }} handlers  what to do when the reader leaves our entry, or
 *   comes to it
 */
export function createTrail({ onback, onforward }) {
  /** The words of a search in an address. rustdoc has a use of its own for the usual name; loader and offline.js know both. */
  const parameter = document.querySelector("meta[content=rustdoc]") ? "find" : "search";
  /** Whether a dialog is open. */
  let inside = false;
  let left = () => {};
  /** Resolves when a way back that is under way has come to its end. @type {Promise<void> | undefined} */
  let settled;

  const isOurs = () => Boolean(history.state?.[MARK]);

  /** @param {URL} url */
  const rename = (url) => attempt(() => history.replaceState(history.state, "", url));

  addEventListener(
    "popstate",
    (event) => {
      if (settled && !isOurs()) left();
      else if (inside && !isOurs()) {
        inside = false;
        onback();
      } else if (!inside && isOurs()) {
        inside = true;
        onforward();
      } else return;
      // The page is the same on both sides of our entry: a router has nothing to do.
      event.stopImmediatePropagation();
    },
    true,
  );

  return {
    isOurs,

    settled: () => settled,

    /** A dialog has opened. */
    async enter() {
      inside = true;
      await settled;
      // It may have closed again while the way back from the last one was under way.
      if (inside && !isOurs()) attempt(() => history.pushState({ ...history.state, [MARK]: true }, ""));
    },

    /** It has closed. */
    leave() {
      if (!inside) return;
      inside = false;
      if (!isOurs() || settled) return;
      /** @type {Promise<void>} */
      const back = new Promise((resolve) => {
        left = resolve;
        setTimeout(resolve, LOST);
      });
      settled = back.then(() => {
        settled = undefined;
      });
      history.back();
    },

    /** It has closed, and the reader goes on within this page: the new address takes our entry's place. @param {URL} url */
    replace(url) {
      inside = false;
      // WebKit leaves the mark to the entry that takes the place.
      attempt(() => history.replaceState({ ...history.state, [MARK]: undefined }, ""));
      location.replace(url);
    },

    /** Writes the words into the address. @param {string} query */
    remember(query) {
      if (!inside || !isOurs()) return;
      const url = new URL(location.href);
      if (query) url.searchParams.set(parameter, query);
      else url.searchParams.delete(parameter);
      if (url.href !== location.href) rename(url);
    },

    /** The words in an address that a reader has come by, or `null`. They stay in our own entry only. */
    takeQuery() {
      const url = new URL(location.href);
      const query = url.searchParams.get(parameter);
      if (query === null || isOurs()) return query;
      url.searchParams.delete(parameter);
      rename(url);
      return query;
    },
  };
}

/** A sandboxed page may not touch the history, and browsers limit how often one may. @param {() => void} change */
function attempt(change) {
  try {
    change();
  } catch {
    // Then Back does what it does without us.
  }
}

// The widget's events, for the host page. The list of them stands at the element (element.js).

/**
 * Sends an event from the page's `<thumb-index>`, or from `document` where there is none.
 * @param {"open" | "close" | "search" | "select" | "navigate" | "error"} name
 * @param {object} detail
 * @param {boolean} [cancelable]
 * @returns {boolean} whether nobody objected
 */
export function emit(name, detail, cancelable) {
  const target = document.querySelector("thumb-index") ?? document;
  return target.dispatchEvent(new CustomEvent(`thumbindex:${name}`, { detail, cancelable, bubbles: true }));
}

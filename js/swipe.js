// Turning chapters by a swipe. A phone has no arrow keys, but fingers also scroll, select and zoom: only a short, straight,
// sideways movement that begins where nothing scrolls sideways is a wish to turn the page. Loaded where fingers are.

/** @import { Direction } from "./chapters.js" */

/** Shorter is a tap that slipped. */
const FAR = 60;
/** Slower is a finger that reads along. */
const SWIFT = 600;
/** At the edges of the screen the system's own Back begins. */
const EDGE = 24;

/**
 * @param {object} options
 * @param {(path: Element[]) => boolean} options.taken  whether something there has its own use for the movement
 * @param {(direction: Direction) => void} options.onturn
 */
export function listenToSwipes({ taken, onturn }) {
  // Where a browser goes back and forward by the same movement, the two would race.
  document.documentElement.style.overscrollBehaviorX = "none";
  /** @type {{ x: number, y: number, time: number } | undefined} */
  let start;
  addEventListener(
    "touchstart",
    (event) => {
      const [touch] = event.touches;
      start = undefined;
      const path = event.composedPath().filter((node) => node instanceof Element);
      if (!touch || event.touches.length > 1 || isWide() || path.some(isOthers) || taken(path)) return;
      const { clientX: x, clientY: y } = touch;
      if (Math.min(x, innerWidth - x) > EDGE) start = { x, y, time: event.timeStamp };
    },
    { passive: true },
  );
  addEventListener("touchcancel", () => (start = undefined), { passive: true });
  addEventListener(
    "touchend",
    (event) => {
      const [touch] = event.changedTouches;
      if (!start || !touch || event.touches.length || event.defaultPrevented) return;
      const [across, down] = [touch.clientX - start.x, touch.clientY - start.y];
      const straight = Math.abs(across) >= FAR && Math.abs(across) > 2 * Math.abs(down);
      if (!straight || event.timeStamp - start.time > SWIFT || getSelection()?.toString()) return;
      const rtl = getComputedStyle(document.documentElement).direction === "rtl";
      // The page follows the finger: what comes next is pulled in from where lines end.
      onturn(across < 0 === rtl ? "previous" : "next");
    },
    { passive: true },
  );
}

/** Boxes, sliders and whatever lies on top of the page. @param {Element} target */
function isOthers(target) {
  return target.matches("input, textarea, select, dialog, [contenteditable]");
}

/** A page that is wider than the window, or zoomed, is moved about by the same gesture. */
function isWide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth || (globalThis.visualViewport?.scale ?? 1) > 1.05;
}

// Building DOM by hand: text reaches the page as text nodes only, style only through constructable style sheets, so that
// the strictest Content-Security-Policy and Trusted Types have nothing to object to.

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {{ [name: string]: unknown }} Props */

/**
 * An element: `h("button", { class: "close", onclick: close }, "Close")`. A class is a `part` too, so that a site can style
 * every piece. A property that begins with "on" is a listener; `true` is an attribute without a value; `false`, `null` and
 * `undefined` leave it out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  set(element, props);
  element.append(...children.flatMap((child) => child || []));
  return element;
}

/**
 * @param {Element} element
 * @param {Props} props
 */
export function set(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
    if (name === "class") set(element, { part: value });
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** Drawn on a grid of 24, with a pen of 2. */
const PATHS = {
  search: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l4.5 4.5",
  close: "M6 6l12 12M18 6L6 18",
  page: "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5",
  alert: "M12 5v9M12 19v.01",
  up: "M6 15l6-6l6 6",
  down: "M6 9l6 6l6-6",
};

/** @typedef {keyof typeof PATHS} Icon */

/**
 * A small drawing that says nothing to a screen reader.
 * @param {Icon} name
 * @param {string} [className]
 */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  set(svg, { viewBox: "0 0 24 24", class: className, "aria-hidden": "true" });
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button that shows a drawing and says a word.
 * @param {Icon} name
 * @param {string} label
 * @param {string} className
 * @param {() => void} onclick
 */
export function iconButton(name, label, className, onclick) {
  const props = { class: `quiet ${className}`, "aria-label": label, title: label, onclick };
  return h("button", props, icon(name));
}

// Is the page dark? Hosts say so in many ways (classes, data attributes, the system's wish), but what they all do in the
// end is paint a background, so that is what is looked at.

/** @returns {"light" | "dark"} */
export function schemeOf() {
  for (const element of [document.body, document.documentElement]) {
    const light = lightness(getComputedStyle(element).backgroundColor);
    if (light !== undefined) return light < 0.5 ? "dark" : "light";
  }
  // A page that paints nothing lets the browser choose, by a rule or a <meta>: what can be read on it is the other way.
  return Number(lightness(getComputedStyle(document.body).color)) > 0.5 ? "dark" : "light";
}

/**
 * Keeps `data-scheme` of elements in step with the page.
 * @param {() => HTMLElement[]} elements  those that are there at the moment
 * @returns {() => void}  to be called when others have come
 */
export function followScheme(elements) {
  const apply = () => {
    for (const element of elements()) element.dataset.scheme = schemeOf();
  };
  apply();
  const observer = new MutationObserver(apply);
  for (const host of [document.body, document.documentElement]) {
    observer.observe(host, { attributes: true });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  // A background that fades has the colour of before until then.
  addEventListener("transitionend", apply);
  return apply;
}

/**
 * How light a computed colour is, 0 to 1; `undefined` for see-through ones.
 * @param {string} colour
 */
export function lightness(colour) {
  // Not the digit in `display-p3`; `none` is no part of a colour that is missing.
  const numbers = (colour.match(/(?<=[( ])(none|[\d.e-]+)/g) ?? []).map((number) => Number(number) || 0);
  const [r = 0, g = 0, b = 0, alpha = 1] = numbers;
  if (numbers.length < 3 || alpha < 0.5) return;
  if (/^(ok)?l/.test(colour)) return colour.startsWith("ok") ? r : r / 100;
  const scale = colour.startsWith("color(") ? 1 : 255;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / scale;
}

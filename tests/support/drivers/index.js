// One way to drive three browsers, so that a behaviour is written once and shown in each: Chromium by Playwright, Firefox by
// WebDriver BiDi, WebKit by WebDriver. A test says what a reader does (a key, a click, a look at the page); what only one
// of the three can do is not here.

/**
 * A page of its own: no history, nothing stored.
 * @typedef {object} Tab
 * @property {(url: string) => Promise<void>} go
 * @property {() => Promise<void>} back
 * @property {(key: string) => Promise<void>} press  as `event.key` says; modifiers in front: "Control+Enter"
 * @property {(text: string) => Promise<void>} type
 * @property {(x: number, y: number) => Promise<void>} click  in CSS pixels of the window
 * @property {<Result, Argument>(work: (argument: Argument) => Result | Promise<Result>, argument?: Argument) => Promise<Result>}
 *   evaluate  runs a function in the page; what goes in and out is JSON
 * @property {(width: number, height: number) => Promise<void>} resize  the window, in CSS pixels
 * @property {() => Promise<Uint8Array>} screenshot  PNG
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Driver
 * @property {string} name
 * @property {() => Promise<Tab>} open
 * @property {() => Promise<void>} close
 */

/** @type {{ [name: string]: () => Promise<{ launch: () => Promise<Driver> }> }} */
const DRIVERS = {
  chromium: () => import("./chromium.js"),
  firefox: () => import("./firefox.js"),
  webkit: () => import("./webkit.js"),
};

/** The browsers to test in: those that `BROWSERS` names, or Chromium. */
export const BROWSERS = (process.env.BROWSERS ?? "chromium").split(/[\s,]+/).filter(Boolean);

/** @param {string} name @returns {Promise<Driver>} */
export async function drive(name) {
  const driver = DRIVERS[name];
  if (!driver) throw new Error(`BROWSERS names "${name}": there are ${Object.keys(DRIVERS).join(", ")}`);
  return (await driver()).launch();
}

/** "Control+Shift+k" in its pieces; a lone "+" is a key. @param {string} press */
export function keysOf(press) {
  return press.split(/\+(?=.)/);
}

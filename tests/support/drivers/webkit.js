// WebKit, by WebDriver over HTTP: WebKitGTK's own driver starts its MiniBrowser. It wants a display, so it gets a virtual one.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { keysOf } from "./index.js";

/** @import { ChildProcess } from "node:child_process" */
/** @import { Driver, Tab } from "./index.js" */

const DRIVER = process.env.WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver";
const XVFB = "/usr/bin/Xvfb";
/** How long a program may take to start on a busy machine. */
const START_MS = 20_000;

/** WebDriver names keys by characters of the private use area. @type {{ [key: string]: string }} */
const KEYS = {
  Backspace: "\ue003",
  Tab: "\ue004",
  Enter: "\ue007",
  Shift: "\ue008",
  Control: "\ue009",
  Alt: "\ue00a",
  Escape: "\ue00c",
  PageUp: "\ue00e",
  PageDown: "\ue00f",
  End: "\ue010",
  Home: "\ue011",
  ArrowLeft: "\ue012",
  ArrowUp: "\ue013",
  ArrowRight: "\ue014",
  ArrowDown: "\ue015",
  Delete: "\ue017",
  Meta: "\ue03d",
};

/** @returns {Promise<Driver>} */
export async function launch() {
  if (!existsSync(DRIVER)) throw new Error(`no WebKit driver at ${DRIVER}: name one in WEBKIT_DRIVER`);
  const display = process.env.DISPLAY ? undefined : await startDisplay();
  const port = await freePort();
  const env = {
    ...process.env,
    DISPLAY: display?.name ?? process.env.DISPLAY,
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  };
  const driver = spawn(DRIVER, [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
  const server = `http://127.0.0.1:${port}`;
  await answers(`${server}/status`);
  /** @type {Tab | undefined} */
  let browser;
  return {
    name: "webkit",
    // A session is a browser of its own, which takes two seconds to start: the tests of a file share it, one at a time.
    async open() {
      browser ??= await session(server);
      await browser.resize(1000, 700);
      return { ...browser, close: forget(browser) };
    },
    async close() {
      await browser?.close();
      await end(driver);
      if (display) await end(display.process);
    },
  };
}

/** Forgets what the page has stored, and leaves it. @param {Tab} tab */
const forget = (tab) => async () => {
  await tab.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await tab.go("about:blank");
};

/** @param {string} server @returns {Promise<Tab>} */
async function session(server) {
  const capabilities = {
    alwaysMatch: {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
    },
  };
  const { sessionId } = await call("POST", `${server}/session`, { capabilities });
  const base = `${server}/session/${sessionId}`;
  /** @param {string} path @param {object} [body] */
  const post = (path, body = {}) => call("POST", `${base}/${path}`, body);
  /** @param {string[]} down  pressed one after the other, let go in the opposite order */
  const chord = (down) => [
    ...down.map((value) => ({ type: "keyDown", value })),
    ...down.toReversed().map((value) => ({ type: "keyUp", value })),
  ];
  /** @param {object[]} actions */
  const keys = (actions) => post("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  await post("timeouts", { script: START_MS });
  /** @type {Tab} */
  const tab = {
    go: (url) => post("url", { url }),
    back: () => post("back"),
    press: (key) => keys(chord(keysOf(key).map((name) => KEYS[name] ?? name))),
    type: (text) => keys([...text].flatMap((value) => chord([value]))),
    click: (x, y) =>
      post("actions", {
        actions: [
          {
            type: "pointer",
            id: "mouse",
            actions: [
              { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 },
              { type: "pointerDown", button: 0 },
              { type: "pointerUp", button: 0 },
            ],
          },
        ],
      }),
    async evaluate(work, argument) {
      const script = `const done = arguments[1];
        Promise.resolve((${work})(arguments[0])).then(
          (value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await post("execute/async", { script, args: [argument ?? null] });
      if (error) throw new Error(error);
      return value;
    },
    async resize(width, height) {
      await post("window/rect", { width, height });
      const inner = await tab.evaluate(() => [innerWidth, innerHeight]);
      // What the frame takes is added.
      await post("window/rect", { width: 2 * width - inner[0], height: 2 * height - inner[1] });
    },
    screenshot: async () => Buffer.from(await call("GET", `${base}/screenshot`), "base64"),
    close: () => call("DELETE", base),
  };
  return tab;
}

/** @param {string} method @param {string} url @param {object} [body] @returns {Promise<any>} */
async function call(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`WebKit's driver: ${value?.error}: ${value?.message}`);
  return value;
}

/** Debian has it in a folder of the architecture. */
function miniBrowser() {
  const found = ["x86_64-linux-gnu", "aarch64-linux-gnu"]
    .map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`)
    .find((path) => existsSync(path));
  if (!found) throw new Error("WebKit's MiniBrowser is not there: install webkit2gtk-driver");
  return found;
}

/** A display nobody looks at; it picks its own number. */
async function startDisplay() {
  const xvfb = spawn(XVFB, ["-displayfd", "3", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise((resolve, reject) => {
    xvfb.once("error", () => reject(new Error(`no virtual display at ${XVFB}: install xvfb`)));
    xvfb.stdio[3]?.once("data", (data) => resolve(String(data).trim()));
    setTimeout(() => reject(new Error("the virtual display does not start")), START_MS).unref();
  });
  return { name: `:${number}`, process: xvfb };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {string} url */
async function answers(url) {
  const end = performance.now() + START_MS;
  for (;;) {
    try {
      return void (await fetch(url));
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** @param {ChildProcess} child */
function end(child) {
  return new Promise((resolve) => {
    child.once("exit", resolve);
    if (!child.kill()) resolve(undefined);
  });
}

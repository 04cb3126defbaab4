// The keys of a page, as a reader meets them, in every browser.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { siteWithWidget } from "../support/command.js";
import { at } from "../support/paths.js";
import { everywhere } from "../support/reader.js";
import { STRICT, serve } from "../support/serve.js";

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve(siteWithWidget(at("tests/fixtures/site")), { policy: STRICT });
});
after(() => site.close());

/** @param {string} path */
const to = (path) => new URL(path, site.url).href;

everywhere("keys", (behaviour) => {
  for (const key of ["s", "/", "Control+k"]) {
    behaviour(`${key} opens the search, and is not typed into it`, async (reader) => {
      await reader.visit(site.url);
      // The first time it waits for the module, the second time it acts at once.
      for (const time of ["first", "second"]) {
        await reader.press(key);
        const { query, focus } = await reader.until(({ open }) => open === "search", "the search is open");
        assert.deepEqual([query, focus], ["", "box"], `the ${time} time`);
        await reader.press("Escape");
        await reader.until(({ open }) => !open, "it has closed");
      }
    });
  }

  behaviour("? opens the help, which lists the keys that are on", async (reader) => {
    await reader.visit(site.url);
    await reader.press("?");
    const { text } = await reader.until(({ open }) => open === "help", "the help is open");
    for (const words of ["Search", "Previous chapter", "Next chapter", "Close", "Esc", "←", "→"])
      assert.ok(text.includes(words), text);
  });

  behaviour("Esc closes what is open, and the focus returns to where it was", async (reader) => {
    await reader.visit(site.url);
    for (const key of ["s", "?"]) {
      await reader.tab.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".turn a")).focus());
      await reader.press(key);
      await reader.until(({ open }) => open, "a dialog is open");
      await reader.press("Escape");
      await reader.until(({ open }) => !open, "it has closed");
      assert.equal(
        await reader.tab.evaluate(() => document.activeElement?.textContent),
        "Next",
        `after ${key}`,
      );
    }
  });

  behaviour("the arrows turn chapters in the order of the book, and stop at its ends", async (reader) => {
    await reader.visit(site.url);
    await reader.nothingHappens("ArrowLeft");
    for (const [key, path] of [
      ["ArrowRight", "pages/ownership.html"],
      ["ArrowRight", "pages/borrowing.html"],
      ["ArrowLeft", "pages/ownership.html"],
    ]) {
      await reader.press(String(key));
      await reader.until(({ url, ready }) => url === to(String(path)) && ready, `${key} leads to ${path}`);
    }
  });

  behaviour("on a page from right to left the arrows change places", async (reader) => {
    await reader.visit(to("pages/ownership.html"));
    await reader.tab.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
    await reader.press("ArrowLeft");
    await reader.until(({ url }) => url === to("pages/borrowing.html"), "left leads on");
  });

  behaviour("keys in a box that takes text are typing", async (reader) => {
    await reader.visit(site.url);
    for (const field of ["name", "notes", "editable", "choice"]) {
      await reader.tab.evaluate((id) => document.getElementById(id)?.focus(), field);
      await reader.nothingHappens("s", "/", "?", "ArrowRight");
    }
  });

  behaviour("keys with Ctrl, Alt or Shift are the browser's", async (reader) => {
    await reader.visit(site.url);
    await reader.nothingHappens("Control+ArrowRight", "Alt+/", "Shift+S", "Shift+ArrowRight");
  });

  behaviour(
    "an input method, a key held down and a key that the host used are left alone",
    async (reader) => {
      await reader.visit(site.url);
      await reader.tab.evaluate(() => {
        for (const init of [{ isComposing: true }, { keyCode: 229 }, { repeat: true }])
          for (const key of ["s", "?", "ArrowRight"])
            document.body.dispatchEvent(
              new KeyboardEvent("keydown", { key, ...init, bubbles: true, cancelable: true }),
            );
      });
      await reader.nothingHappens();
      await reader.tab.evaluate(() =>
        document.addEventListener("keydown", (event) => event.preventDefault(), { once: true }),
      );
      await reader.nothingHappens("s");
    },
  );

  behaviour(
    "a letter is found by its place on a keyboard that is not Latin; AltGr is no modifier",
    async (reader) => {
      await reader.visit(site.url);
      for (const init of [
        { key: "ы", code: "KeyS" },
        { key: "/", code: "Digit7", shiftKey: true },
        { key: "/", code: "Slash", ctrlKey: true, altKey: true, altGraph: true },
      ]) {
        await reader.tab.evaluate(({ altGraph, ...init }) => {
          const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
          // WebKit makes no event with it.
          if (altGraph) event.getModifierState = (name) => name === "AltGraph";
          document.body.dispatchEvent(event);
        }, init);
        await reader.until(({ open }) => open === "search", JSON.stringify(init));
        await reader.press("Escape");
        await reader.until(({ open }) => !open, "it has closed");
      }
    },
  );

  behaviour("arrows that scroll a block of code, or with text selected, turn no chapter", async (reader) => {
    await reader.visit(site.url);
    await reader.tab.evaluate(() => document.getElementById("code")?.focus());
    await reader.nothingHappens("ArrowRight");
    await reader.tab.evaluate(() => {
      document.getElementById("code")?.blur();
      getSelection()?.selectAllChildren(/** @type {Element} */ (document.querySelector("h2")));
    });
    await reader.nothingHappens("ArrowRight");
  });

  behaviour("arrows in tabs, sliders, trees, menus and players are theirs", async (reader) => {
    await reader.visit(site.url);
    for (const name of ["tablist", "slider", "tree", "menubar", "audio"]) {
      await reader.tab.evaluate((name) => {
        const element = document.createElement(name === "audio" ? "audio" : "div");
        if (name !== "audio") element.setAttribute("role", name);
        element.tabIndex = 0;
        element.setAttribute("controls", "");
        document.querySelector("main")?.append(element);
        element.focus();
      }, name);
      await reader.nothingHappens("ArrowRight");
    }
  });

  behaviour("a modal of the host keeps its keys", async (reader) => {
    await reader.visit(site.url);
    await reader.tab.evaluate(() =>
      /** @type {HTMLDialogElement} */ (document.getElementById("host-dialog")).showModal(),
    );
    await reader.nothingHappens("s", "/", "?", "ArrowRight");
  });

  behaviour(
    "the switch in the help turns single keys off, and the choice outlives the page",
    async (reader) => {
      await reader.visit(site.url);
      await reader.press("?");
      await reader.until(({ open }) => open === "help", "the help is open");
      await reader.click("#single");
      await reader.until(({ text }) => !text.includes("Next chapter"), "the help lists what is left");
      await reader.press("Escape");
      await reader.until(({ open }) => !open, "Esc still closes");
      await reader.visit(site.url);
      await reader.nothingHappens("s", "/", "?", "ArrowRight");
      await reader.press("Control+k");
      await reader.until(({ open }) => open === "search", "Ctrl+K still opens");
    },
  );
});

// Where the dialogs live: one element at the end of the page with one shadow root, since IDREFs do not cross roots and an
// ancestor that is not displayed would hide a dialog.

import dialogCss from "./dialog.css";
import helpCss from "./help.css";
import listCss from "./list.css";
import { followScheme } from "./scheme.js";
import tokens from "./tokens.css";

/** @import { Site } from "./types.js" */

/** @param {Site["sheet"]} sheet @returns {{ host: HTMLElement, shadow: ShadowRoot }} */
export function createShell(sheet) {
  const host = document.createElement("thumb-index-dialog");
  host.setAttribute("data-thumbindex-ignore", "");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [tokens, dialogCss, listCss, helpCss].map(sheet);
  // The host's shortcuts are none while it is inert.
  host.addEventListener("keydown", (event) => event.stopPropagation());
  followScheme(() => [host]);
  fitViewport(host);
  document.body.append(host);
  return { host, shadow };
}

/** The only rules for the host's page, and none before a dialog opens: rules that come cost a page its styles. */
const page = new CSSStyleSheet();

/**
 * What lies below stops scrolling, and keeps the room of the scrollbar that goes: the text must not move.
 * @param {HTMLElement} host
 */
export function lockPage(host) {
  if (host.dataset.open !== undefined) return;
  const scrollbar = innerWidth - document.documentElement.clientWidth;
  // A host that has taken the dialog out of its page scrolls again.
  const open = "html:has(>body>thumb-index-dialog[data-open])";
  page.replaceSync(`${open}{overflow:hidden;padding-inline-end:${scrollbar}px}`);
  document.adoptedStyleSheets = [...new Set([...document.adoptedStyleSheets, page])];
  host.dataset.open = "";
}

/** @param {HTMLElement} host */
export function unlockPage(host) {
  delete host.dataset.open;
}

/** A phone's keyboard covers the page without resizing it: what is left to see is the visual viewport. @param {HTMLElement} host */
function fitViewport(host) {
  const viewport = globalThis.visualViewport;
  if (!viewport) return;
  const fit = () => {
    host.style.setProperty("--ti-height", `${viewport.height}px`);
    host.style.setProperty("--ti-top", `${viewport.offsetTop}px`);
  };
  viewport.addEventListener("resize", fit);
  viewport.addEventListener("scroll", fit);
  fit();
}

// Where the search button stands when a page has only the script tag: in the host's own menu bar where one is known, else
// in the corner of the window.

/** Bars that it begins: VitePress, Starlight, Sphinx's PyData. */
const BEGINS =
  ".VPNavBar .content-body,.header .right-group,.navbar-persistent--container,.navbar-header-items__end";
/** Bars that it ends: mdBook, where it stands on the button for mdBook's own search, Docusaurus, Material for MkDocs. */
const ENDS = ".menu-bar .left-buttons,.navbar__items--right,.md-header__inner";

/** How often to look whether the host is done, in ms, and how many times: one whose scripts fail never is. */
const PAUSE = 100;
const TRIES = 50;

/**
 * Whether the host has yet to compare its page with what its framework makes of it, which takes out what it does not know and
 * calls it a mistake: Docusaurus, VitePress.
 */
function isRendering() {
  const apps = document.querySelectorAll("[data-has-hydrated=false],#app:has(.VPNavBar)");
  return [...apps].some((app) => !("__vue_app__" in app));
}

/**
 * Finds the button its place where the page has none, also when the host takes it out with a bar that it renders anew.
 * @param {HTMLElement} button
 */
export function place(button, tries = TRIES) {
  if (document.querySelector("thumb-index")) return;
  if (tries && isRendering()) setTimeout(place, PAUSE, button, tries - 1);
  else {
    const [begun, ended] = [BEGINS, ENDS].map((selector) =>
      [...document.querySelectorAll(selector)].find((bar) => bar.checkVisibility?.()),
    );
    button.toggleAttribute("floating", !(begun ?? ended));
    if (begun) begun.prepend(button);
    else (ended ?? document.body).append(button);
  }
}

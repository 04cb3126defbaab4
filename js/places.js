// Where the search button stands when a page has only the script tag: in the host's own menu bar where one is known, else
// in the corner of the window.

/** Bars that it begins: mdBook, VitePress, Sphinx's PyData. */
const BEGINS =
  "#mdbook-menu-bar .right-buttons,#menu-bar .right-buttons,.VPNavBar .content-body," +
  ".navbar-persistent--container,.navbar-header-items__end";
/** Bars that it ends: Docusaurus, Material for MkDocs. */
const ENDS = ".navbar__items--right,.md-header__inner";

/** @param {HTMLElement} button */
export function place(button) {
  const [begun, ended] = [BEGINS, ENDS].map((selector) =>
    [...document.querySelectorAll(selector)].find((bar) => bar.checkVisibility?.() ?? true),
  );
  if (begun) return void begun.prepend(button);
  if (!ended) button.setAttribute("floating", "");
  (ended ?? document.body).append(button);
}

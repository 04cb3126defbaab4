// Where the search button stands when a page has only the script tag: in the host's own menu bar where one is known, else
// in the corner of the window.

/** @typedef {[selector: string, where: InsertPosition]} Place */

/** @type {Place[]} */
const PLACES = [
  ["#mdbook-menu-bar .right-buttons, #menu-bar .right-buttons", "afterbegin"], // mdBook
  [".VPNavBar .content-body", "afterbegin"], // VitePress
  [".navbar__items--right", "beforeend"], // Docusaurus
  [".md-header__inner", "beforeend"], // Material for MkDocs
  [".navbar-persistent--container, .navbar-header-items__end", "afterbegin"], // Sphinx: PyData
];

/** @param {HTMLElement} button */
export function place(button) {
  for (const [selector, where] of PLACES) {
    const bar = [...document.querySelectorAll(selector)].find((bar) => bar.checkVisibility?.() ?? true);
    if (bar) return void bar.insertAdjacentElement(where, button);
  }
  button.setAttribute("floating", "");
  document.body.append(button);
}

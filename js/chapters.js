// The chapters before and after this page. The host's own links come first: they are right even where the index is old,
// and a single-page host changes them on every route, so they are read at the moment of the press. Loaded when a chapter is
// turned: it imports nothing, or the bundler would make a file of the shared part.

/** @typedef {"previous" | "next"} Direction */

/** @type {Record<Direction, string[]>} */
const LINKS = {
  previous: [
    "link[rel~=prev], link[rel~=previous]",
    "a.nav-chapters.previous, a.mobile-nav-chapters.previous", // mdBook
    "a.pagination-nav__link--prev", // Docusaurus
    ".VPDocFooter a.prev", // VitePress
    "a.md-footer__link--prev", // Material for MkDocs
    ".related-pages a.prev-page, a.left-prev", // Sphinx: Furo, PyData
    "a[rel~=prev]", // Sphinx: Read the Docs, MkDocs
  ],
  next: [
    "link[rel~=next]",
    "a.nav-chapters.next, a.mobile-nav-chapters.next",
    "a.pagination-nav__link--next",
    ".VPDocFooter a.next",
    "a.md-footer__link--next",
    ".related-pages a.next-page, a.right-next",
    "a[rel~=next]",
  ],
};

/**
 * The host's own link, if it has one that leads to a page.
 * @param {Direction} direction
 * @returns {HTMLAnchorElement | HTMLLinkElement | undefined}
 */
export function hostLink(direction) {
  for (const selector of LINKS[direction]) {
    /** @type {HTMLAnchorElement | HTMLLinkElement | null} */
    const link = document.querySelector(selector);
    if (link && /^(https?|file):/.test(link.href)) return link;
  }
}

/** Whether the host links its chapters itself: then a page without a next one is the last, and the index is not asked. */
export function hostHasChapters() {
  return hostLink("previous") !== undefined || hostLink("next") !== undefined;
}

/**
 * A page's address as the index knows it, relative to the indexed folder; `undefined` for pages outside.
 * @param {URL | Location} page
 * @param {URL} root
 */
export function pathBelow(page, root) {
  const inside = page.origin === root.origin && page.pathname.startsWith(root.pathname);
  return inside ? page.pathname.slice(root.pathname.length) : undefined;
}

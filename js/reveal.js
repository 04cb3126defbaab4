// Bringing a section into view that the page hides: in a closed `<details>`, on a tab that is not chosen, below a header that
// stays at the top. Loaded when a reader arrives at a section.

/** Says how far from the top a target is to stand. @type {CSSStyleSheet | undefined} */
let margin;

/** @param {string} hash  of the address */
export function reveal(hash) {
  const target = document.getElementById(decode(hash.slice(1)));
  if (!target) return;
  const opened = open(target);
  if (opened) target.scrollIntoView();
  keepClear(target);
}

/** @param {string} hash */
function decode(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Opens what hides the target, outermost last. @param {Element} target @returns {boolean} whether anything did */
function open(target) {
  let opened = false;
  for (let element = target.parentElement; element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement && !element.open) {
      // Not every browser opens it for a target.
      element.open = true;
      opened = true;
    }
    const tab = element.checkVisibility?.() === false ? tabOf(element) : undefined;
    if (tab) {
      tab.click();
      opened = true;
    }
  }
  return opened;
}

/** What shows this panel: a tab of ARIA's pattern, or the radio button of tabs that are made of CSS alone. @param {Element} panel */
function tabOf(panel) {
  if (panel.matches("[role=tabpanel]")) {
    const id = CSS.escape(panel.id);
    /** @type {HTMLElement | null} */
    const tab =
      (panel.id && document.querySelector(`[role=tab][aria-controls="${id}"]`)) ||
      document.getElementById(panel.getAttribute("aria-labelledby") ?? "");
    return tab ?? undefined;
  }
  // Material for MkDocs: the nth block belongs to the nth radio button of the set.
  const set = panel.matches(".tabbed-block") && panel.closest(".tabbed-set");
  if (!set) return;
  const at = [...(panel.parentElement?.children ?? [])].indexOf(panel);
  return /** @type {NodeListOf<HTMLInputElement>} */ (set.querySelectorAll(":scope > input"))[at];
}

/**
 * A header that stays at the top covers what a browser scrolls there. The margin is said by a style sheet, so that it also counts where the
 * browser scrolls to the target once more by itself, as it does until the page is complete.
 * @param {Element} target
 */
function keepClear(target) {
  const { left, width, top, bottom } = target.getBoundingClientRect();
  const cover = document
    .elementsFromPoint(left + width / 2, 1)
    .find((element) => !element.contains(target) && !target.contains(element) && stays(element));
  margin?.replaceSync("");
  // A host that leaves room itself knows better how much.
  const itself = getComputedStyle(target).scrollMarginTop !== "0px";
  if (!cover || itself || getComputedStyle(document.documentElement).scrollPaddingTop !== "auto") return;
  const edge = cover.getBoundingClientRect().bottom;
  margin ??= new CSSStyleSheet();
  margin.replaceSync(`:target { scroll-margin-top: ${edge + 8}px }`);
  document.adoptedStyleSheets = [...new Set([...document.adoptedStyleSheets, margin])];
  // A reader who has scrolled on meanwhile is left where he is.
  if (bottom > 0 && top < edge) target.scrollIntoView({ behavior: "instant" });
}

/** @param {Element} element */
function stays(element) {
  /** @type {Element | null} */
  let at = element;
  for (; at; at = at.parentElement) if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
  return false;
}

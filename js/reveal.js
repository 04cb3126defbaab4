// Bringing a section into view that the page hides: in a closed `<details>`, on a tab that is not chosen, below a header that
// stays at the top. Loaded when a reader arrives at a section.

/** @param {string} hash  of the address */
export function reveal(hash) {
  const target = document.getElementById(decode(hash.slice(1)));
  if (!target) return;
  const opened = open(target);
  if (opened) target.scrollIntoView();
  uncover(target);
  // Until the page is complete, browsers scroll to the target by themselves once more.
  if (document.readyState !== "complete")
    addEventListener("load", () => requestAnimationFrame(() => uncover(target)), { once: true });
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

/** A header that stays at the top covers what the browser has scrolled there. @param {Element} target */
function uncover(target) {
  const { left, top, width, height, bottom } = target.getBoundingClientRect();
  // A reader who has scrolled on meanwhile is left where he is.
  if (bottom < 0 || top > innerHeight) return;
  const cover = document
    .elementsFromPoint(left + width / 2, Math.max(top, 0) + Math.min(height / 2, 8))
    .find((element) => !element.contains(target) && !target.contains(element) && stays(element));
  if (cover) scrollBy({ top: top - cover.getBoundingClientRect().bottom - 8, behavior: "instant" });
}

/** @param {Element} element */
function stays(element) {
  /** @type {Element | null} */
  let at = element;
  for (; at; at = at.parentElement) if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
  return false;
}

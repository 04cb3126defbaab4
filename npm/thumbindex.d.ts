// The types of what the loader, `thumbindex.js`, brings into a page: elements, and the events that they send.

import type { EngineSettings, Provider, Results } from "./index.js";

/** The button that opens the search. */
export interface ThumbIndexElement extends HTMLElement {
  /** A search engine to ask in the place of the index; that of the page's first `<thumb-index>` is asked. */
  provider?: Provider | EngineSettings;
  /** Opens the search. */
  open(): Promise<void>;
  /** Closes what is open. */
  close(): Promise<void>;
  /** Opens the search with these words. */
  search(words: string): Promise<void>;
}

/** What is written on `<thumb-index>`. */
export interface ThumbIndexAttributes {
  /** Fixed to the corner of the window. */
  floating?: boolean;
}

/** They come from the first `<thumb-index>` of a page, and bubble to its document. */
export interface ThumbIndexEvents {
  /** A dialog opens; cancelable. */
  "thumbindex:open": CustomEvent<{ dialog: "search" | "help" }>;
  /** It has closed. */
  "thumbindex:close": CustomEvent<{ dialog: "search" | "help" }>;
  /** Results are shown. */
  "thumbindex:search": CustomEvent<{ query: string; results: Results }>;
  /** A result is chosen; cancel it to go there yourself. */
  "thumbindex:select": CustomEvent<{ url: string; query: string; newTab: boolean }>;
  /** A chapter is turned by a key or a swipe; cancelable. */
  "thumbindex:navigate": CustomEvent<{ url: string; direction: "previous" | "next" }>;
  /** Something failed; `error.code` is stable. */
  "thumbindex:error": CustomEvent<{ error: Error }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "thumb-index": ThumbIndexElement;
    /** A bar of the chapters before and after. */
    "thumb-index-chapters": HTMLElement;
  }
  interface HTMLElementEventMap extends ThumbIndexEvents {}
  interface DocumentEventMap extends ThumbIndexEvents {}
}

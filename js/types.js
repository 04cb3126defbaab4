// The shapes that travel between the files of this folder, said once. There is no code here.

/**
 * What a search answers. `limit` counts sections; pages stand in the order of their best section.
 * @typedef {object} Results
 * @property {string} query  what was asked, as it was read
 * @property {string | null} corrected  the whole rewritten query, when the answer is for other words than the reader's
 * @property {number} total  how many sections match
 * @property {boolean} totalIsExact  false where a phrase was only looked for in the best candidates
 * @property {number} tookMs  milliseconds; all that differs between two runs
 * @property {PageResult[]} pages  best first
 * @property {Missing[]} [missing]  of several books, those that could not be searched
 */

/**
 * A book that could not be searched; `at` is its place among those that were named.
 * @typedef {{ at: number, title: string, error: unknown }} Missing  `title`: or where its index is, when it could not be opened
 */

/**
 * A page, with those of its sections that were found.
 * @typedef {object} PageResult
 * @property {string} url  relative to the indexed folder
 * @property {string} title  the page's own
 * @property {string[]} breadcrumbs  outermost first, without the page's own title
 * @property {number} score  that of its best section
 * @property {{ at: number, title: string, language: string }} [book]  of several books, the one it is from; `at` is its place among
 *   those that were named
 * @property {SectionResult[]} sections  best first
 */

/**
 * A heading, and the text up to the next one.
 * @typedef {object} SectionResult
 * @property {string} url  the page's, with `#id` where the section has an id
 * @property {string} heading  the page's title, where the section has none of its own
 * @property {number} score  comparable within one answer
 * @property {Piece[]} excerpt  to be read one after the other
 */

/**
 * A piece of an excerpt.
 * @typedef {object} Piece
 * @property {string} text  plain: prose on one line, or code with its line breaks and indentation
 * @property {boolean} mark  whether it is one of the words that were found
 * @property {boolean} [code]  whether it is from a code block; left out when it is not
 */

/** @typedef {{ text: string }} Suggestion  `text`: the whole query, completed */

/**
 * The chapters around a page.
 * @typedef {object} Navigation
 * @property {{ url: string, title: string } | null} previous  null at the beginning of the book
 * @property {{ url: string, title: string } | null} next  null at its end
 * @property {number} position  counts from 1
 * @property {number} count  how many chapters there are
 */

/**
 * A search engine that answers in the place of an index.
 * @typedef {object} Provider
 * @property {(query: string, options: Asked) => Found | Promise<Found>} search  the best sections; `query` has a word at least
 * @property {(text: string, options: Pick<Asked, "limit" | "signal">) => string[] | Promise<string[]>} [suggest]  whole queries
 *   that begin like the text, offered where nothing was found
 * @property {(url: string) => Navigation | null | undefined} [navigation]  the chapters around a page, where the site has no
 *   links to them; `url` is relative to the site's folder
 */

/**
 * @typedef {object} Asked
 * @property {number} limit  how many at most
 * @property {boolean} correct  false: every word as it stands
 * @property {AbortSignal} signal  the answer is no longer wanted
 */

/**
 * What a provider has found.
 * @typedef {object} Found
 * @property {FoundSection[]} sections  best first
 * @property {number} [total]  how many match, where more do than are here
 * @property {boolean} [totalIsExact]  exact when left out
 */

/**
 * @typedef {object} FoundSection
 * @property {string} url  relative to the site's folder, or below it
 * @property {string} title  of the page
 * @property {string} [heading]
 * @property {string[]} [breadcrumbs]  outermost first, without the page's own title
 * @property {string | Piece[]} [excerpt]  text; markup in it is shown as it stands
 * @property {number} [score]  comparable within one answer
 */

/**
 * An engine that holds what `thumbindex export` has written.
 * @typedef {object} EngineSettings
 * @property {"meilisearch" | "typesense" | "opensearch"} engine
 * @property {string | URL} url  the engine's address
 * @property {string} collection  what holds the sections: an index of Meilisearch or OpenSearch, a collection of Typesense
 * @property {string} [key]  a key that may search and do nothing else, since everybody can read it
 */

/** @typedef {"search" | "help" | "previous" | "next" | "close"} Action */

/**
 * A site's own keys. An action that is left out keeps its keys; an empty list switches it off.
 * @typedef {{ [action in Action]?: string[] }} Keys
 */

/**
 * A chunk that the engine needs.
 * @typedef {{ id: number, name: string, shows?: boolean }} Chunk  `shows`: only to show what has been found already
 */

/**
 * A book in the wasm module.
 * @typedef {object} EngineBook
 * @property {(id: number, bytes: Uint8Array) => void} supply
 * @property {(query: string, limit?: number, excerpts?: boolean, correct?: boolean) =>
 *   { results?: Results, needs?: Chunk[] }} search
 * @property {(text: string, limit?: number) => { suggestions?: Suggestion[], needs?: Chunk[] }} suggest
 * @property {(url: string) => { navigation?: Navigation | null, needs?: Chunk[] }} navigation
 * @property {() => { language: string, title: string, name: string }[]} languages  its own first, which alone has a title
 * @property {() => void} free
 */

/**
 * The wasm module, ready for use.
 * @typedef {object} Engine
 * @property {(root: Uint8Array) => Promise<EngineBook>} read
 * @property {() => Promise<EngineBook | undefined>} embedded  the index that travels inside the module
 * @property {(event: KeyboardEvent, facts: import("./facts.js").Facts) => Action | undefined} shortcut
 * @property {(facts: import("./facts.js").Facts) => { action: Action, keys: string[] }[]} shortcuts
 */

/**
 * What the loader knows about the page it stands in, and hands to everything that is loaded later.
 * @typedef {object} Site
 * @property {string} script  the loader's own address
 * @property {string} module  the wasm module, packed or plain: from there
 * @property {DOMStringMap} said  all that the script tag says
 * @property {boolean} prefetch  whether the widget is loaded before it is asked for
 * @property {boolean} mdbook
 * @property {Promise<Partial<import("./strings.js").Strings>>} words  in the page's language, if that is not English, and the
 *   site's own
 * @property {Keys} keys
 * @property {() => import("./facts.js").Given} given
 * @property {(event: KeyboardEvent) => void} press  judges a key press and acts on it
 * @property {typeof import("./events.js").emit} emit
 * @property {(css: string) => CSSStyleSheet} sheet
 * @property {() => Promise<App>} app
 */

/**
 * The widget once it is loaded.
 * @typedef {object} App
 * @property {"none" | "search" | "help"} open  which of our dialogs is open
 * @property {(action: Action) => void} perform
 * @property {(query?: string) => void} search  opens the dialog: with these words, or else as it was left
 * @property {(event: KeyboardEvent, seen: import("./facts.js").Seen, guessed?: Action) => Action | undefined} judge
 * @property {(event: KeyboardEvent, seen: import("./facts.js").Seen, guessed: Action) => void} performLater  what a press that
 *   was held back means, at once if the module is there to judge it, else when it has come
 * @property {() => Promise<Engine>} engine
 * @property {Engine | undefined} ready  the engine when it has arrived: then a key press is decided at once
 * @property {() => void} prefetch
 */

export {};

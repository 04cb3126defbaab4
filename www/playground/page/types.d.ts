import type { Results } from "../../../js/types.js";

/** A file to be read, with its `/`-separated path below what was dropped. */
export interface Dropped {
  path: string;
  file: Blob;
}

/** One kind of content in one language; `files` is 0 for what travels inside the root. */
export interface Part {
  name: string;
  files: number;
  bytes: number;
  unpacked: number;
}

export interface Language {
  language: string;
  title: string;
  pages: number;
  sections: number;
  terms: number;
  parts: Part[];
}

/** What an index was made of, and what it weighs. Times are in milliseconds. */
export interface Report {
  kind: "markdown" | "html";
  /** Bytes of the texts. */
  read: number;
  /** Bytes of the index. */
  bytes: number;
  languages: Language[];
  warnings: string[];
  readingMs: number;
  indexingMs: number;
}

/** What ranking added up for one section: `(ofWords + ofHeading) × opening × spelling`. */
export interface Explanation {
  score: number;
  ofWords: number;
  ofHeading: number;
  wordsMean: number;
  coverage: number;
  overlap: number;
  opening: number;
  spelling: number;
  words: ExplainedWord[];
}

export interface ExplainedWord {
  word: string;
  idf: number;
  worth: number;
  coverage: number;
  found: { term: string; place: string; frequency: number; evidence: number }[];
}

/** What a search made a reader fetch who has the root and nothing else. */
export interface Cost {
  files: number;
  bytes: number;
  roundTrips: number;
}

export interface Answer {
  results: Results;
  /** By the URL of the section. */
  explanations: { [url: string]: Explanation };
  cost: Cost;
  rootBytes: number;
}

/** What can be asked of the worker. */
export interface Questions {
  /** Makes an index, and opens it. */
  index(files: Dropped[]): Report;
  /** Opens an index that lies in a folder of this host. */
  open(folder: string): void;
  /** Searches what was opened last. */
  search(query: string): Answer;
}

export type Tell = (step: "reading" | "indexing", done: number, total: number) => void;

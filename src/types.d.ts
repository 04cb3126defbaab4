/** Bytes that the engine asks for: fetch `name` beside the index, then `supply(id, bytes)`. */
export interface Chunk {
  id: number;
  name: string;
}

export interface Results {
  query: string;
  /** The whole rewritten query, when the answer is for other words than the reader's. */
  corrected: string | null;
  /** How many sections match. */
  total: number;
  totalIsExact: boolean;
  tookMs: number;
  pages: PageResult[];
}

export interface PageResult {
  url: string;
  title: string;
  breadcrumbs: string[];
  score: number;
  sections: SectionResult[];
}

export interface SectionResult {
  url: string;
  heading: string;
  score: number;
  excerpt: Piece[];
}

export interface Piece {
  /** Plain: prose on one line, or code with its line breaks and indentation. */
  text: string;
  /** Whether it is one of the words that were found. */
  mark: boolean;
  /** Whether it is from a code block; left out when it is not. */
  code?: boolean;
}

export interface Navigation {
  previous: { url: string; title: string } | null;
  next: { url: string; title: string } | null;
  /** Counts from 1. */
  position: number;
  count: number;
}

export type Action = "search" | "help" | "previous" | "next" | "close";

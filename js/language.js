// A book may exist in several languages, each with its own index. Which one answers?

/**
 * The entry for the language that was asked for: the very tag, else the same language of another region, where the
 * book's first language wins; else the first.
 * @template {{ language: string }} Entry
 * @param {Entry[]} languages  the first one is the book's own
 * @param {string} [wanted]  a BCP 47 tag
 * @returns {Entry | undefined}
 */
export function pickLanguage(languages, wanted = "") {
  const tag = wanted.toLowerCase();
  const primary = tag.split("-")[0];
  return (
    languages.find(({ language }) => language.toLowerCase() === tag) ??
    languages.find(({ language }) => language.toLowerCase().split("-")[0] === primary) ??
    languages[0]
  );
}

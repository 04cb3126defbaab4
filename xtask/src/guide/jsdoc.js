// Reads the JSDoc of js/ as far as the reference needs it: the types that are defined there, and the comment of a function. The
// compiler holds these comments against the code, so they can be relied on.

/**
 * @typedef {object} Field  a property or a parameter
 * @property {string} name
 * @property {string} type
 * @property {boolean} optional
 * @property {string} text
 */

/**
 * @typedef {object} Definition
 * @property {string} name
 * @property {string} type  "object" where its fields are listed
 * @property {string} text
 * @property {Field[]} fields
 * @property {string} [returns]
 * @property {string} [example]
 */

/** Comments, each with the code that follows up to the line's end. */
const COMMENT = /\/\*\*(.*?)\*\/\n?([^\n]*)/gs;

/** @param {string} source @returns {Definition[]} */
export function typesIn(source) {
  return [...source.matchAll(COMMENT)].flatMap(([, comment = ""]) => {
    const { text, tags } = read(comment);
    const named = tags.filter(({ tag }) => tag === "typedef");
    return named.map(({ rest }) => {
      const { type, after } = typed(rest);
      const [name = "", said] = words(after);
      const fields = tags.filter(({ tag }) => tag === "property").map(({ rest }) => field(rest));
      return { name, type, text: text || said, fields };
    });
  });
}

/** What stands above an exported function. @param {string} source @param {string} name @returns {Definition} */
export function functionIn(source, name) {
  for (const [, comment = "", code = ""] of source.matchAll(COMMENT)) {
    if (!new RegExp(`^export (async )?function ${name}\\b`).test(code)) continue;
    const { text, tags } = read(comment);
    const of = (/** @type {string} */ wanted) =>
      tags.filter(({ tag }) => tag === wanted).map(({ rest }) => rest);
    const [returns = ""] = of("returns");
    return {
      ...{ name, type: "function", text, example: of("example")[0] },
      ...{ fields: of("param").map(field), returns: typed(returns).type },
    };
  }
  throw new Error(`no exported function ${name} with a comment`);
}

/** A comment's text, and its tags with what follows each. @param {string} comment */
function read(comment) {
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\* ?/, ""));
  const [text = "", ...rest] = lines.join("\n").split(/(?:^|\s)@(?=\w)/);
  const tags = rest.map((part) => {
    const [tag = "", after] = words(part);
    return { tag, rest: after };
  });
  return { text: text.trim(), tags };
}

/** The first word and the rest. @param {string} text @returns {[first: string, rest: string]} */
function words(text) {
  const [, first = "", rest = ""] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
  return [first, rest.trim()];
}

/** `{type} the rest`; a type may have braces of its own. @param {string} text */
function typed(text) {
  let depth = 0;
  for (const [at, char] of [...text].entries()) {
    if (char === "{") depth += 1;
    if (char === "}") depth -= 1;
    if (depth === 0) return { type: squashed(text.slice(1, at)), after: text.slice(at + 1) };
  }
  return { type: "", after: text };
}

/** @param {string} text @returns {Field} */
function field(text) {
  const { type, after } = typed(text);
  const [name, said] = words(after);
  return { name: name.replaceAll(/[[\]]/g, ""), type, optional: name.startsWith("["), text: squashed(said) };
}

/** @param {string} text */
const squashed = (text) => text.replaceAll(/\s+/g, " ").trim();

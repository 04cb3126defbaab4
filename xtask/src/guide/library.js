// The reference of the JavaScript library, from the comments of js/.

import { functionIn, typesIn } from "./jsdoc.js";
import { code, made, sentence, table } from "./markdown.js";

/** @import { Definition } from "./jsdoc.js" */

const FILES = ["js/index.js", "js/book.js", "js/types.js"];

/** @param {(path: string) => string} read */
export function library(read) {
  const [index = "", ...others] = FILES.map(read);
  const open = functionIn(index, "open");
  const known = new Map(others.flatMap(typesIn).map((type) => [type.name, type]));
  // Whatever the library exports, and what that is made of.
  const exported = [...index.matchAll(/@typedef \{import\("[^"]+"\)\.(\w+)\}/g)].map(([, name]) => name);
  /** @type {Definition[]} */
  const shown = [];
  const show = (/** @type {string | undefined} */ name) => {
    const type = known.get(name ?? "");
    if (!type || shown.includes(type)) return;
    shown.push(type);
    const parts = [type.type, ...type.fields.map((field) => field.type)].join(" ");
    for (const [part] of parts.matchAll(/\b[A-Z]\w+/g)) show(part);
  };
  const [options, result] = [open.fields.map(({ type }) => type).join(", "), open.returns];
  for (const name of [options, ...exported]) show(name);
  return `${made(`the comments of ${FILES.join(", ")}`)}
# The JavaScript library

Everything that \`import { … } from "thumbindex"\` gives, from the types themselves. [Use it from JavaScript](../javascript.md) tells
it with examples.

## open()

${code(`open(options?: ${options}): ${result}`)}

${open.text}

\`\`\`js
${open.example}
\`\`\`

## ThumbindexError

An \`Error\` with a \`code\` that stays the same from version to version. [Messages and codes](../errors.md) lists them.

${shown.map(section).join("\n")}`;
}

/** @param {Definition} type */
function section({ name, type, text, fields }) {
  const said = text ? `${sentence(text)}\n\n` : "";
  if (!fields.length) return `## ${name}\n\n${said}${code(type)}\n`;
  const rows = fields.map((field) => [
    code(`${field.name}${field.optional ? "?" : ""}`),
    code(field.type),
    sentence(field.text),
  ]);
  return `## ${name}\n\n${said}${table(["member", "type", "what it is"], rows)}`;
}

// The reference of the script tag and the elements, from js/config.js and npm/custom-elements.json.

import { code, made, sentence, table } from "./markdown.js";

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {string} [description]
 * @property {{ text: string }} [type]
 * @property {{ name: string, type: { text: string } }[]} [parameters]
 * @property {{ type: { text: string } }} [return]
 */

/**
 * @typedef {object} Element
 * @property {string} tagName
 * @property {string} description
 * @property {Member[]} [attributes]
 * @property {Member[]} [members]
 * @property {Member[]} [events]
 * @property {Member[]} [cssParts]
 * @property {Member[]} [cssProperties]
 */

/** @param {(path: string) => string} read */
export function element(read) {
  const { modules } = JSON.parse(read("npm/custom-elements.json"));
  /** @type {Element[]} */
  const elements = modules.flatMap(
    (/** @type {{ declarations: Element[] }} */ { declarations }) => declarations,
  );
  return `${made("js/config.js and npm/custom-elements.json")}
# The script tag and the elements

What a page can say to the widget and hear from it. [Settings, colours and events](../widget.md) tells it with examples;
\`custom-elements.json\`, in the package, has the same for editors.

## Settings on the script tag

${table(["attribute", "what it says"], settings(read("js/config.js")))}
${elements.map(section).join("\n")}`;
}

/** The list at the top of js/config.js: a name, two spaces or more, a text. @param {string} source */
const settings = (source) =>
  [...source.matchAll(/^\/\/ {3}(data-\w+) +(.*)$/gm)].map(([, name = "", text = ""]) => [
    code(name),
    sentence(text.replaceAll(/\{"[^}]*\}|"off"|\w+\.(?:js|tix)|open\(\)/g, code)),
  ]);

/** @param {Element} element */
function section({ tagName, description, ...has }) {
  const said = (/** @type {Member} */ { name, description }) => [code(name), sentence(description ?? "")];
  const typed = (/** @type {Member} */ { name, type, description }) => [
    ...[code(name), code(type?.text ?? "")],
    sentence(description ?? ""),
  ];
  const parts = [
    part("Attributes", ["attribute", "type", "what it does"], has.attributes?.map(typed)),
    part(
      "Methods",
      ["method", "what it does"],
      has.members?.map((method) => [code(signature(method)), sentence(method.description ?? "")]),
    ),
    part("Events", ["event", "type", "when"], has.events?.map(typed)),
    part("Custom properties", ["property", "of what"], has.cssProperties?.map(said)),
    has.cssParts && `### Parts of ${tagName}\n\n${has.cssParts.map(({ name }) => code(name)).join(", ")}\n`,
  ];
  return `## \`<${tagName}>\`\n\n${description}\n\n${parts.filter(Boolean).join("\n")}`;
}

/** @param {string} title @param {string[]} head @param {string[][]} [rows] */
const part = (title, head, rows) => rows && `### ${title}\n\n${table(head, rows)}`;

/** @param {Member} method */
function signature({ name, parameters = [], return: returns }) {
  const list = parameters.map((parameter) => `${parameter.name}: ${parameter.type.text}`);
  return `${name}(${list.join(", ")}): ${returns?.type.text}`;
}

// What the made pages are put together from.

/** What stands on top of a page that is made, for whoever opens its source. @param {string} from */
export const made = (from) => `<!-- Made by \`cargo xtask guide\` from ${from}: change it there. -->\n`;

/** Text as inline code. @param {string} text */
export const code = (text) => (text ? `\`${text}\`` : "");

/** @param {string[]} head @param {string[][]} rows */
export function table(head, rows) {
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`.replaceAll("|  |", "| |");
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

/** A text that begins a sentence and ends one. @param {string} text */
export function sentence(text) {
  if (!text) return "";
  const whole = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?)]$/.test(whole) ? whole : `${whole}.`;
}

/** Links of a document of the repository, from the guide. @param {string} text @param {string} folder  that it is in */
export function linksOut(text, folder) {
  const base = `https://github.com/thumbindex/thumbindex/blob/main/${folder}`;
  return text.replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, path) => `](${new URL(path, base).href})`);
}

// The reference of the command, from what it says itself when it is asked for help.

import { code, made, sentence, table } from "./markdown.js";

/** @param {(...words: string[]) => string} ask  what the command prints */
export function command(ask) {
  const overview = ask("--help");
  const names = rows(overview, "Commands").map(([name = ""]) => name);
  const sections = names.filter((name) => name !== "help").map((name) => section(name, ask));
  return `${made("`thumbindex help`")}
# The command

Every command and option, as \`thumbindex help\` and \`thumbindex help COMMAND\` say them. [Add it to a built site](../built-site.md) and
[Check a site, and export it](../check.md) tell them with examples. \`npx thumbindex\` takes the same, without \`serve\`.

Exit codes: 0 for success, also when nothing was found; 2 for input that cannot be used; 3 for what \`check --strict\` finds; 1 for a fault of ours.
[Messages and codes](../errors.md) has what is printed then.

${sections.join("\n")}`;
}

/** @param {string} name @param {(...words: string[]) => string} ask */
function section(name, ask) {
  // Its short form has one line for each option.
  const help = ask(name, "-h");
  const long = ask(name, "--help");
  const [about = ""] = help.split("\n");
  const usage = /^Usage: (.*)$/m.exec(help)?.[1] ?? "";
  const words = [...rows(help, "Arguments"), ...rows(help, "Options")].filter(
    ([first]) => !/--help$/.test(first ?? ""),
  );
  const said = words.map(([first = "", text = ""]) => [code(first), sentence(withValues(text, long))]);
  const listed = said.length ? `\n${table(["", "what it does"], said)}` : "";
  return `## thumbindex ${name}\n\n${sentence(about)}\n\n${code(usage)}\n${listed}`;
}

/** The lines below a heading of a help text, each as a name and a text. @param {string} help @param {string} heading */
function rows(help, heading) {
  const [, below = ""] = help.split(`\n${heading}:\n`);
  const [block = ""] = below.split("\n\n");
  return block
    .split("\n")
    .filter(Boolean)
    .map((line) => line.trim().split(/ {2,}/));
}

/** Possible values with what each means, which only the long form says. @param {string} text @param {string} long */
function withValues(text, long) {
  const [before = "", values] = text.split(" [possible values: ");
  if (!values) return text;
  const meanings = values
    .replace("]", "")
    .split(", ")
    .map((value) => {
      const meaning = new RegExp(`^ +- ${value}: +(.*)$`, "m").exec(long)?.[1] ?? "";
      return `${code(value)}: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}`;
    });
  return `${before}. ${meanings.join("; ")}`;
}

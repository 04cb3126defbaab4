// Files, wherever they come from: dropped on the page, or chosen in a dialog.

import { counted, size } from "./words.js";

/** @import { Dropped } from "./types.js" */

/** What the indexer has never a use for. */
const MEDIA = /^(image|video|audio|font)\//;

/** More than this would take a browser's tab minutes or all its memory; the command takes it. */
const MOST_FILES = 20_000;
const MOST_BYTES = 100e6;

/** @param {FileList} files  of an `<input>`, one for folders or one for files @returns {Dropped[]} */
export function chosen(files) {
  const all = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return fitting(all.filter(isUseful));
}

/** @param {DataTransfer} data @returns {Promise<Dropped[]>} */
export async function dropped(data) {
  // The list is emptied as soon as this function waits for anything.
  const items = [...data.items].filter(({ kind }) => kind === "file");
  const found = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  /** @type {Dropped[]} */
  const files = [];
  for (const one of found) {
    if (one instanceof File) files.push({ path: one.name, file: one });
    else if (one) await walk(one, files);
  }
  return fitting(files.filter(isUseful));
}

/** @param {FileSystemEntry} entry @param {Dropped[]} files  to which what is found is added */
async function walk(entry, files) {
  const path = entry.fullPath.slice(1);
  if (isHidden(path) || files.length > MOST_FILES) return;
  if (entry.isDirectory) {
    for (const inner of await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry)))
      await walk(inner, files);
    return;
  }
  const file = await new Promise((resolve, reject) =>
    /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
  );
  if (isUseful({ path, file })) files.push({ path, file });
}

/** @param {FileSystemDirectoryEntry} folder */
async function entriesOf(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    // A hundred at a time, until there are none.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return all;
    all.push(...some);
  }
}

/** The command leaves these out as well. @param {string} path */
const isHidden = (path) => /(^|\/)\./.test(path);

/** @param {Dropped} file */
const isUseful = ({ path, file }) => !isHidden(path) && !MEDIA.test(file.type);

/** @param {Dropped[]} files */
function fitting(files) {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  if (files.length > MOST_FILES || bytes > MOST_BYTES) {
    const most = `${counted(MOST_FILES, "file")} and ${size(MOST_BYTES)}`;
    throw new Error(`that is more than this page takes, ${most}: choose a part of it, or use the command`);
  }
  return files;
}

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
  return usable([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
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
  return usable(files);
}

/** @param {FileSystemEntry} entry @param {Dropped[]} files */
async function walk(entry, files) {
  if (entry.name.startsWith(".") || files.length > MOST_FILES) return;
  if (entry.isDirectory) {
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    for (;;) {
      // A hundred at a time, until there are none.
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!entries.length) return;
      for (const inner of entries) await walk(inner, files);
    }
  }
  const file = await new Promise((resolve, reject) =>
    /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
  );
  files.push({ path: entry.fullPath.slice(1), file });
}

/** Leaves out what the command leaves out as well, and pictures. @param {Dropped[]} files */
function usable(files) {
  const kept = files.filter(({ path, file }) => !/(^|\/)\./.test(path) && !MEDIA.test(file.type));
  const bytes = kept.reduce((sum, { file }) => sum + file.size, 0);
  const most = `${counted(MOST_FILES, "file")} and ${size(MOST_BYTES)}`;
  if (kept.length > MOST_FILES || bytes > MOST_BYTES) {
    const found = `${counted(kept.length, "file")} and ${size(bytes)}`;
    throw new Error(`that is ${found}, and this page takes ${most}: choose a part of it, or use the command`);
  }
  return kept;
}
